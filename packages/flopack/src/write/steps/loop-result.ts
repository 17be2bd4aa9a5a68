import { isListType, type ListType, type ValueType } from '@keyway/sdk'
import { parseReference, type CallStep, type Condition, type ForEachStep, type Value } from '@keyway/engine'
import { reference, type Source } from '../../source.ts'
import { never } from '../../steps/common.ts'
import type { BodyDraft, CardDraft, FieldDraft } from '../draft.ts'
import { findFeed } from '../feed.ts'
import { cannotSay, nameOf, type WriteScope } from '../scope.ts'
import { readPath, readRef, wantedOf } from '../values.ts'

interface Result {
  step: ForEachStep
  call: CallStep
  /** Id of the helper in the export. */
  helper: string
  /** What the loop's items are. */
  items: Source
}

/** The output of a loop with a result, and the types that make the helper's result become it. */
export function writeResult(scope: WriteScope, card: CardDraft, result: Result): void {
  const { step } = result
  if (step.collect !== undefined) return writeCollected(scope, card, { ...result, value: step.collect })
  if (step.keep !== undefined) return writeKept(scope, card, { ...result, condition: step.keep })
  if (step.next === undefined) return
  checkWhole(scope, result, step.next)
  giveOutput(scope, card, { step, key: 'item', type: 'object', source: reference([step.id, 'memo'], true) })
}

function writeCollected(
  scope: WriteScope,
  card: CardDraft,
  { step, call, helper, value }: Result & { value: Value },
): void {
  const part = partOf(value, call)
  if (part === undefined) throw resultError(scope, step)
  const as = readRef(value)?.as
  const output = giveOutput(scope, card, {
    step,
    key: 'new list',
    type: as === undefined || isListType(as) ? 'object[]' : `${as}[]`,
    source: reference([step.id, 'list']),
  })
  if (part.key === undefined || as !== undefined) return
  // An object as the element type would mean all of what the helper returns.
  scope.flow.file.later.push((helpers) => {
    const fields = returnsOf(helpers.get(helper)).filter(({ key }) => key === part.key)
    const type = fields[0]?.type
    output.type = elementList(type)
  })
}

function elementList(type: FieldDraft['type'] | undefined): ListType {
  if (type === undefined || type === 'flow' || type === 'object' || isListType(type)) return 'any[]'
  return `${type}[]` as ListType
}

function writeKept(
  scope: WriteScope,
  card: CardDraft,
  { step, call, helper, items, condition }: Result & { condition: Condition },
): void {
  const path = [step.id, 'list']
  const record = items.kind === 'object' ? recordOf(scope, step) : undefined
  giveOutput(scope, card, { step, key: 'list', type: 'object[]', source: record ?? reference(path) })
  // Nothing is kept where the helper returns nothing.
  if ('is' in condition && condition.value === never.value && condition.to === never.to) return
  const decides =
    'is' in condition && condition.is === 'equal to' && condition.to === true && condition.type === 'boolean'
  const part = decides ? partOf(condition.value ?? null, call) : undefined
  if (part?.key === undefined) throw resultError(scope, step)
  scope.flow.file.later.push((helpers) => {
    const fields = returnsOf(helpers.get(helper))
    const isOnly = fields.every(({ key }) => key === part.key)
    for (const field of fields) if (field.key === part.key && !isOnly) field.type = 'boolean'
  })
}

/** What a filtered list has is what the list had. */
function recordOf(scope: WriteScope, step: ForEachStep): Source | undefined {
  const wanted = wantedOf(scope.flow, step.forEach)
  const source = wanted === undefined ? undefined : findFeed(scope, wanted)?.source
  return source?.kind === 'records'
    ? { kind: 'records', path: [step.id, 'list'], record: source.record }
    : undefined
}

function checkWhole(scope: WriteScope, { step, call }: Result, value: Value): void {
  if (partOf(value, call) === undefined || readRef(value)?.as !== undefined) throw resultError(scope, step)
}

/** Which part of the helper's result a value is: a field, all of it (no key), or none of it (undefined). */
function partOf(value: Value, call: CallStep): { key?: string } | undefined {
  if (value === null) return {}
  const ref = readRef(value)?.ref
  const path = ref === undefined ? undefined : readPath(parseReference(ref))
  if (path === undefined || path[0] !== call.id || path.length > 2) return undefined
  const [, key] = path
  if (key === undefined) return {}
  return typeof key === 'object' ? undefined : { key: String(key) }
}

function resultError(scope: WriteScope, step: ForEachStep): Error {
  return cannotSay(
    scope,
    nameOf(step),
    'Its result is not simply what the helper flow returns; compute it in the helper.',
  )
}

/** Fields of the Return cards of a helper. */
function returnsOf(body: BodyDraft | undefined): FieldDraft[] {
  return (body?.cards ?? []).filter(({ type }) => type === 'control.return').flatMap(({ inputs }) => inputs)
}

function giveOutput(
  scope: WriteScope,
  card: CardDraft,
  { step, key, type, source }: { step: ForEachStep; key: string; type: ValueType; source: Source },
): FieldDraft {
  const output: FieldDraft = { id: scope.flow.ids.next(), group: null, key, type, data: null }
  card.outputs.push(output)
  scope.producers.set(step.id, { card, offers: [{ key, group: null, source, type }] })
  return output
}
