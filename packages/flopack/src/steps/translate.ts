import type { Step } from '@keyway/engine'
import type { ExportCard } from '../body.ts'
import type { OrderedNode } from '../order.ts'
import type { Scope } from '../scope.ts'
import { warnOfForeignConstants } from '../warnings.ts'
import { withBefore } from '../write.ts'
import { translateCall, translateLoop } from './calls.ts'
import { translateIf } from './conditional.ts'
import { translateBranch, translateTry } from './containers.ts'
import { translateContinueIf, translateRespond, translateReturn, translateThrow } from './ends.ts'
import { translateConnectorCard } from './connector.ts'
import { translateKernelCard } from './kernel.ts'
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
  ['control.tryCatch', translateTry],
  ['control.until', translateUntil],
  ['control.wait', translateWait],
  ['httpfunctions.close', translateRespond],
  ['list.asyncEach', translateLoop],
  ['list.each', translateLoop],
])

/** Translates cards in execution order. */
export function translateNodes(scope: Scope, nodes: readonly OrderedNode[]): Step[] {
  return nodes.flatMap((node) => {
    const { before, result } = withBefore(scope.context, () =>
      node.kind === 'if' ? translateIf(scope, node) : translateCard(scope, node.card),
    )
    reportPolicy(scope, node.card)
    warnOfForeignConstants(node.card, scope.context.report)
    return [...before, ...result]
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

/** What a card did on errors beyond ending the flow, which has no counterpart on a single step yet. */
function reportPolicy(scope: Scope, card: ExportCard): void {
  const { report } = scope.context
  const { policy, address } = card
  switch (policy.type) {
    case 'flo':
      report.adapted(card, 'When it fails, the flow ends with the error; it does not run another flow first.')
      break
    case 'return':
      report.adapted(
        card,
        'When it fails, the flow ends with the error itself, not with values the author chose.',
      )
      break
    case 'handler':
      if (address.card !== 'control.tryCatch') report.adapted(card, 'Its own error handler is left out.')
      break
    case 'finish':
      if (policy.retry > 0)
        report.adapted(card, `It was tried ${policy.retry} more times; Keyway retries by its own rules.`)
      break
    default:
      report.adapted(card, `Its error policy "${policy.type}" is not known; the flow ends with the error.`)
  }
}
