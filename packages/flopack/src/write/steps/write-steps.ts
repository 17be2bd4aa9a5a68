import type { CardStep, Step } from '@keyway/engine'
import { isConnectorStep, writeConnectorCard } from '../cards/connector-card.ts'
import { isKernelStep, writeKernelCard } from '../cards/kernel-card.ts'
import { deferExtras } from '../deferred.ts'
import { cannotSay, nameOf, type WriteScope } from '../scope.ts'
import { writeCall } from './calls.ts'
import { writeIf } from './conditional.ts'
import { writeTry } from './containers.ts'
import { writeContinueIf, writeFail, writeRespond, writeReturn } from './ends.ts'
import { writeForEach, writeRepeat } from './loops.ts'
import { writeNote, writeUnsupported, writeWait } from './plain.ts'
import { guardOf, writeGuarded } from './policy.ts'
import { writeStream } from './stream.ts'

/** Writes steps as cards, in order. */
export function writeSteps(scope: WriteScope, steps: readonly Step[]): void {
  for (const step of deferExtras(scope.flow, steps)) writeStep(scope, step)
}

function writeStep(scope: WriteScope, step: Step): void {
  if ('use' in step) return writeCardStep(scope, step)
  if ('if' in step) return writeIf(scope, step)
  if ('try' in step) {
    const guard = guardOf(scope.flow, step)
    if (guard === undefined) writeTry(scope, step)
    else writeGuarded(scope, guard)
    return
  }
  if ('forEach' in step) return writeForEach(scope, step)
  if ('repeat' in step) return writeRepeat(scope, step)
  if ('call' in step) return writeCall(scope, step)
  if ('return' in step) return writeReturn(scope, step)
  if ('continueIf' in step) return writeContinueIf(scope, step)
  if ('fail' in step) return writeFail(scope, step)
  if ('respond' in step) return writeRespond(scope, step)
  if ('wait' in step) return writeWait(scope, step)
  if ('switch' in step) throw cannotSay(scope, nameOf(step), 'Write it as if and else-if.')
  if ('stream' in step) return writeStream(scope, step)
  if ('note' in step) return writeNote(scope, step)
  writeUnsupported(scope, step)
}

function writeCardStep(scope: WriteScope, step: CardStep): void {
  if (isKernelStep(step)) writeKernelCard(scope, step)
  else if (isConnectorStep(step)) writeConnectorCard(scope, step)
  else throw cannotSay(scope, nameOf(step), `No card of Okta Workflows does "${step.use}".`)
}
