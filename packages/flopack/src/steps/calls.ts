import type { Step, Value } from '@keyway/engine'
import type { ExportCard, Field } from '../body.ts'
import { translateEmbedded } from '../embedded.ts'
import { customInputs, inputValue } from '../pins.ts'
import type { HelperSignature, Scope } from '../scope.ts'
import { inputSource } from '../resolve.ts'
import { recordSource } from '../records.ts'
import { drill, reference, type Source } from '../source.ts'
import { toValue, withBefore } from '../write.ts'
import { stepId } from './assign-ids.ts'
import { titled, unsupportedStep } from './common.ts'
import { isBody } from './containers.ts'

/** Call Flow (waits for the result) and Call Flow Async. */
export function translateCall(scope: Scope, card: ExportCard): Step[] {
  const target = findHelper(scope, card)
  if (typeof target === 'string') return [unsupportedStep(scope, card, target)]
  const isAsync = card.address.card === 'control.run'
  const values = callValues(scope, card, { helper: target, item: undefined })
  scope.context.report.exact(card)
  return [
    {
      ...(isAsync ? {} : { id: stepId(scope, card.uuid, card.title) }),
      ...titled(card),
      call: target.id,
      ...withValues(values),
      ...(isAsync ? { async: true } : {}),
    },
  ]
}

/** For Each and For Each - Ignore Errors: a helper, or an embedded body, for every item of a list. */
export function translateLoop(scope: Scope, card: ExportCard): Step[] {
  const flow = card.inputs.find((input) => input.isFlow)
  const target = isBody(flow?.rawValue) ? undefined : findHelper(scope, card)
  if (typeof target === 'string') return [unsupportedStep(scope, card, target)]
  const id = stepId(scope, card.uuid, card.title)
  const { report } = scope.context
  report.exact(card)
  const input = card.inputs.find((candidate) => candidate.key === 'list' && !candidate.isCustom)
  const list: Source = input === undefined ? { kind: 'constant', value: [] } : inputSource(scope, card, input)
  const item =
    list.kind === 'records' ? recordSource([id, 'item'], list.record) : reference([id, 'item'], true)
  return [
    {
      id,
      ...titled(card),
      forEach: toValue(scope.context, list),
      ...concurrency(scope, card),
      ...(card.address.card === 'list.asyncEach' ? { onItemError: 'ignore' } : {}),
      do:
        target === undefined
          ? translateEmbedded(scope, flow?.rawValue, {
              container: card,
              label: 'for each item',
              endsAt: id,
              start: (output) =>
                drill(item, output.group === null ? [output.key] : [output.group, output.key]),
            })
          : callForItem(scope, card, { helper: target, item }),
    },
  ]
}

function callForItem(scope: Scope, card: ExportCard, call: Call): Step[] {
  const { before, result } = withBefore(scope.context, () => callValues(scope, card, call))
  const { id, name } = call.helper
  return [...before, { id: scope.context.ids.take(name), call: id, ...withValues(result) }]
}

type Helper = HelperSignature & { id: string }

/** The helper a card calls, or the reason why it cannot be called. */
function findHelper(scope: Scope, card: ExportCard): Helper | string {
  const id = card.inputs.find((input) => input.isFlow)?.rawValue
  if (typeof id !== 'string' || id === '') return 'No helper flow is chosen.'
  const helper = scope.context.helpers.get(id)
  return helper === undefined ? `The helper flow ${id} is not in this file.` : { ...helper, id }
}

interface Call {
  helper: Helper
  /** The item of the enclosing loop. */
  item: Source | undefined
}

function callValues(scope: Scope, card: ExportCard, { helper, item }: Call): [string, Value][] {
  const { report } = scope.context
  const given = customInputs(card).filter((input) => input.group === null)
  const only = helper.inputs.length === 1 ? helper.inputs[0] : undefined
  if (item !== undefined && given.length === 0 && only !== undefined) {
    report.adapted(
      card,
      `The card passes nothing; the item is passed as "${only.key}", the helper's only input.`,
    )
    return [[only.key, toValue(scope.context, item)]]
  }
  const declared = new Set(helper.inputs.map((input) => input.key))
  for (const { key } of given) {
    if (!declared.has(key))
      report.warn(`The helper "${helper.name}" has no input "${key}"; the value is ignored.`, card)
  }
  const passed = new Set(given.map((input) => input.key))
  for (const key of declared) {
    if (!passed.has(key))
      report.warn(`The input "${key}" of the helper "${helper.name}" is not passed.`, card)
  }
  return given
    .filter((input) => declared.has(input.key))
    .map((input) => [input.key, loopValue(scope, card, { input, item })])
}

/** The helper converts what it gets to the types of its inputs, so none is given here beyond the pin's own. */
function loopValue(
  scope: Scope,
  card: ExportCard,
  { input, item }: { input: Field; item: Source | undefined },
): Value {
  const path = input.itemPath
  if (item === undefined || path === undefined || path === null) return inputValue(scope, card, input)
  return toValue(scope.context, drill(item, path === '' ? [] : [path]))
}

function withValues(values: [string, Value][]): { with?: Record<string, Value> } {
  return values.length === 0 ? {} : { with: Object.fromEntries(values) }
}

/** Left out for one at a time, which is the default. */
function concurrency(scope: Scope, card: ExportCard): { concurrency?: number } {
  const input = card.inputs.find((candidate) => candidate.key === 'concurrency' && !candidate.isCustom)
  if (input === undefined) return {}
  if (card.pins.has(input.id)) {
    scope.context.report.adapted(card, 'How many items run at a time was computed; they run one at a time.')
    return {}
  }
  const count = typeof input.data === 'number' ? Math.min(200, Math.max(1, Math.round(input.data))) : 1
  return count === 1 ? {} : { concurrency: count }
}
