import { isListType, itemTypeOf, type ValueType } from '@keyway/sdk'
import type { Condition, ForEachStep, RepeatStep, Step, Value } from '@keyway/engine'
import { findField, type ExportCard, type Field } from '../body.ts'
import { translateEmbedded } from '../embedded.ts'
import { resultOf } from '../helper-result.ts'
import { inputValue, openInputValue } from '../pins.ts'
import { recordSource } from '../records.ts'
import { formatPath } from '../reference.ts'
import { inputSource } from '../resolve.ts'
import type { Scope } from '../scope.ts'
import { drill, reference, type Source } from '../source.ts'
import { addStep, toValue } from '../write.ts'
import { stepId } from './assign-ids.ts'
import { callForItem, concurrency, findHelper, type Helper } from './calls.ts'
import { never, titled, unsupportedStep } from './common.ts'
import { isBody } from './containers.ts'
import { losses } from '../losses.ts'

/** For Each and For Each - Ignore Errors: a helper, or an embedded body, for every item of a list. */
export function translateEach(scope: Scope, card: ExportCard): Step[] {
  const flow = card.inputs.find((input) => input.isFlow)
  const target = isBody(flow?.rawValue) ? undefined : findHelper(scope, card)
  if (target !== undefined && 'reason' in target) return [unsupportedStep(scope, card, target)]
  const { id, forEach, item } = startLoop(scope, card)
  return [
    {
      id,
      ...titled(card),
      forEach,
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
          : callForItem(scope, card, { helper: target, item }).steps,
    },
  ]
}

/** Map, Map to List and Filter Custom: what the helper returns becomes the item, or decides whether it stays. */
export function translateGather(scope: Scope, card: ExportCard): Step[] {
  const helper = findHelper(scope, card)
  if ('reason' in helper) return [unsupportedStep(scope, card, helper)]
  const { id, forEach, item } = startLoop(scope, card)
  const { call, steps } = callForItem(scope, card, { helper, item })
  const gather =
    card.address.card === 'list.filter'
      ? { keep: keepCondition(scope, card, { helper, call }) }
      : { collect: collectValue(scope, card, { helper, call }) }
  return [{ id, ...titled(card), forEach, ...concurrency(scope, card), do: steps, ...gather }]
}

/** Reduce: the helper gets the memo under that name, and what it returns is the next one. */
export function translateReduce(scope: Scope, card: ExportCard): Step[] {
  const helper = findHelper(scope, card)
  if ('reason' in helper) return [unsupportedStep(scope, card, helper)]
  const { id, forEach, item } = startLoop(scope, card)
  // The author may list the helper's memo among the values passed; the start value is the card's own input.
  const start = card.inputs.find((input) => input.key === 'memo' && !input.isCustom)
  const own = { key: 'memo', value: { ref: formatPath([id, 'memo']) } }
  const { call, steps } = callForItem(scope, card, { helper, item, own })
  const step: ForEachStep = {
    id,
    ...titled(card),
    forEach,
    memo: start === undefined ? null : openInputValue(scope, card, start),
    do: steps,
    next: nextMemo(scope, card, { helper, call }),
  }
  return [step]
}

/** Repeat: the helper runs a number of times. */
export function translateRepeat(scope: Scope, card: ExportCard): Step[] {
  const helper = findHelper(scope, card)
  if ('reason' in helper) return [unsupportedStep(scope, card, helper)]
  scope.context.report.exact(card)
  const count = findField(card.inputs, 'count')
  const step: RepeatStep = {
    id: stepId(scope, card.uuid, card.title),
    ...titled(card),
    repeat: count === undefined ? 0 : inputValue(scope, card, count),
    ...concurrency(scope, card),
    do: callForItem(scope, card, { helper, item: undefined }).steps,
  }
  return [step]
}

/** The list a loop runs over, and what an item is inside it. */
function startLoop(scope: Scope, card: ExportCard): { id: string; forEach: Value; item: Source } {
  const id = stepId(scope, card.uuid, card.title)
  scope.context.report.exact(card)
  if (card.address.card === 'object.map') {
    const object = findField(card.inputs, 'object')
    const entries = addStep(scope.context, `${card.title} entries`, {
      use: 'object.entries',
      with: { object: object === undefined ? {} : inputValue(scope, card, object) },
    })
    return { id, forEach: { ref: formatPath([entries, 'entries']) }, item: reference([id, 'item'], true) }
  }
  const input = card.inputs.find((candidate) => candidate.key === 'list' && !candidate.isCustom)
  const list: Source = input === undefined ? { kind: 'constant', value: [] } : inputSource(scope, card, input)
  return {
    id,
    forEach: toValue(scope.context, list),
    item: list.kind === 'records' ? recordSource([id, 'item'], list.record) : reference([id, 'item'], true),
  }
}

interface Called {
  helper: Helper
  /** Id of the call step. */
  call: string
}

/**
 * The declared element type of the card's list decides: for objects the object of all Return fields, even of one; for
 * everything else the value of the single field, whatever it is called.
 */
function collectValue(scope: Scope, card: ExportCard, { helper, call }: Called): Value {
  const { report } = scope.context
  const result = resultOf(helper)
  // Nothing returned leaves null in the list.
  if (result.kind === 'nothing') return null
  const type = elementType(card)
  const whole = { ref: formatPath([call]) }
  if (type === 'object') {
    if (helper.mayStop) report.adapted(card, losses.earlyStop)
    return whole
  }
  if (result.kind === 'field') return fieldValue(call, result.field, type)
  report.adapted(card, losses.unclearItem(helper))
  return whole
}

function elementType(card: ExportCard): ValueType {
  const type = [...card.outputs.values()].find(({ key }) => key === 'new list')?.type ?? 'object[]'
  return isListType(type) ? itemTypeOf(type) : type
}

/** A helper without a result keeps nothing. */
function keepCondition(scope: Scope, card: ExportCard, { helper, call }: Called): Condition {
  const result = resultOf(helper)
  if (result.kind === 'nothing') return never
  const booleans = result.kind === 'field' ? [result.field] : result.fields.filter(isBoolean)
  const [decisive] = booleans
  if (result.kind !== 'field') {
    const keys = new Set(booleans.map(({ key }) => key))
    const isClear = decisive !== undefined && keys.size === 1
    scope.context.report.adapted(card, losses.unclearKeep(helper, isClear ? decisive.key : undefined))
    if (!isClear) return never
  }
  if (decisive === undefined) return never
  return { value: fieldValue(call, decisive), is: 'equal to', to: true, type: 'boolean' }
}

/** The single field bare, even if it is an object; several as an object. */
function nextMemo(scope: Scope, card: ExportCard, { helper, call }: Called): Value {
  const result = resultOf(helper)
  if (result.kind === 'nothing') return null
  if (result.kind === 'field') return fieldValue(call, result.field)
  if (result.kind === 'mixed') {
    scope.context.report.adapted(card, losses.unclearMemo(helper))
  }
  return { ref: formatPath([call]) }
}

function fieldValue(call: string, field: Field, type: ValueType = 'any'): Value {
  const ref = formatPath([call, field.key])
  return type === 'any' || type === field.type ? { ref } : { ref, as: type }
}

function isBoolean(field: Field): boolean {
  return field.type === 'boolean'
}
