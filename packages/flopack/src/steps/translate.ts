import type { Step } from '@keyway/engine'
import type { ExportCard } from '../body.ts'
import type { OrderedNode } from '../order.ts'
import type { Scope } from '../scope.ts'
import { warnOfForeignConstants } from '../warnings.ts'
import { withBefore } from '../write.ts'
import { translateCall } from './calls.ts'
import { translateIf } from './conditional.ts'
import { translateBranch, translateTry } from './containers.ts'
import { translateContinueIf, translateRespond, translateReturn, translateThrow } from './ends.ts'
import { translateConnectorCard } from './connector.ts'
import { translateKernelCard } from './kernel.ts'
import { translateEach, translateGather, translateReduce, translateRepeat } from './loops.ts'
import { applyPolicy } from './policy.ts'
import { translateComment, translateUntil, translateWait } from './plain.ts'

type Translator = (scope: Scope, card: ExportCard) => Step[]

/** Cards that become control steps, or whose fields need more than renaming. */
const translators: ReadonlyMap<string, Translator> = new Map<string, Translator>([
  ['control.branch', translateBranch],
  ['control.comment', translateComment],
  ['control.continueIf', translateContinueIf],
  ['control.noop', translateNothing],
  ['control.return', translateReturn],
  ['control.returnRaw', translateRespond],
  ['control.run', translateCall],
  ['control.spawn', translateCall],
  ['control.throw', translateThrow],
  ['control.throwIf', translateThrow],
  ['control.times', translateRepeat],
  ['control.tryCatch', translateTry],
  ['control.until', translateUntil],
  ['control.wait', translateWait],
  ['httpfunctions.close', translateRespond],
  ['list.asyncEach', translateEach],
  ['list.each', translateEach],
  ['list.filter', translateGather],
  ['list.map', translateGather],
  ['list.reduce', translateReduce],
  ['object.map', translateGather],
])

/** Translates cards in execution order. */
export function translateNodes(scope: Scope, nodes: readonly OrderedNode[]): Step[] {
  return nodes.flatMap((node) => {
    const { before, result } = withBefore(scope.context, () =>
      node.kind === 'if' ? translateIf(scope, node) : translateCard(scope, node.card),
    )
    warnOfForeignConstants(node.card, scope.context.report)
    return applyPolicy(scope, node, [...before, ...result])
  })
}

function translateCard(scope: Scope, card: ExportCard): Step[] {
  const translator =
    translators.get(card.address.card) ??
    (card.address.isKernel ? translateKernelCard : translateConnectorCard)
  return translator(scope, card)
}

function translateNothing(scope: Scope, card: ExportCard): Step[] {
  scope.context.report.exact(card)
  return []
}
