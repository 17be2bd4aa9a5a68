import type { Step, Value } from '@keyway/engine'
import type { ExportCard, Field } from '../body.ts'
import { customInputs, inputValue } from '../pins.ts'
import type { HelperSignature, Scope } from '../scope.ts'
import { drill, type Source } from '../source.ts'
import { toValue, withBefore } from '../write.ts'
import { stepId } from './assign-ids.ts'
import { titled, unsupportedStep } from './common.ts'
import { losses, type Loss } from '../losses.ts'

/** Call Flow (waits for the result) and Call Flow Async. */
export function translateCall(scope: Scope, card: ExportCard): Step[] {
  const target = findHelper(scope, card)
  if ('reason' in target) return [unsupportedStep(scope, card, target)]
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

/** The call of a helper inside a loop, and the steps that lead to it. */
export function callForItem(scope: Scope, card: ExportCard, call: Call): { call: string; steps: Step[] } {
  const { before, result } = withBefore(scope.context, () => callValues(scope, card, call))
  const { id, name } = call.helper
  const callId = scope.context.ids.take(name)
  return { call: callId, steps: [...before, { id: callId, call: id, ...withValues(result) }] }
}

export type Helper = HelperSignature & { id: string }

/** The helper a card calls, or the reason why it cannot be called. */
export function findHelper(scope: Scope, card: ExportCard): Helper | Loss {
  const id = card.inputs.find((input) => input.isFlow)?.rawValue
  if (typeof id !== 'string' || id === '') return losses.noHelper
  const helper = scope.context.helpers.get(id)
  return helper === undefined ? losses.helperMissing(id) : { ...helper, id }
}

interface Call {
  helper: Helper
  /** The item of the enclosing loop. */
  item: Source | undefined
  /** An input of the helper that the card fills by itself, whatever the author passes under that name. */
  own?: { key: string; value: Value }
}

function callValues(scope: Scope, card: ExportCard, { helper, item, own }: Call): [string, Value][] {
  const { report } = scope.context
  const isOwn = ({ key }: Field): boolean => key === own?.key
  const filled: [string, Value][] =
    own !== undefined && helper.inputs.some(isOwn) ? [[own.key, own.value]] : []
  const inputs = helper.inputs.filter((input) => !isOwn(input))
  const given = customInputs(card).filter((input) => input.group === null && !isOwn(input))
  const only = inputs.length === 1 ? inputs[0] : undefined
  if (item !== undefined && given.length === 0 && only !== undefined) {
    report.adapted(card, losses.itemPassed(only.key))
    return [[only.key, toValue(scope.context, item)], ...filled]
  }
  const declared = new Set(inputs.map((input) => input.key))
  for (const { key } of given) {
    if (!declared.has(key))
      report.warn(`The helper "${helper.name}" has no input "${key}"; the value is ignored.`, card)
  }
  const passed = new Set(given.map((input) => input.key))
  for (const key of declared) {
    if (!passed.has(key))
      report.warn(`The input "${key}" of the helper "${helper.name}" is not passed.`, card)
  }
  const passedOn = given
    .filter((input) => declared.has(input.key))
    .map((input): [string, Value] => [input.key, loopValue(scope, card, { input, item })])
  return [...passedOn, ...filled]
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
export function concurrency(scope: Scope, card: ExportCard): { concurrency?: number } {
  const input = card.inputs.find((candidate) => candidate.key === 'concurrency' && !candidate.isCustom)
  if (input === undefined) return {}
  if (card.pins.has(input.id)) {
    scope.context.report.adapted(card, losses.concurrency)
    return {}
  }
  const count = typeof input.data === 'number' ? Math.min(200, Math.max(1, Math.round(input.data))) : 1
  return count === 1 ? {} : { concurrency: count }
}
