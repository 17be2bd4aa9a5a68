import type { ForEachStep, RepeatStep, Step, Value } from '@keyway/engine'
import { writeEmbedded } from '../body.ts'
import { createCard, type CardDraft } from '../draft.ts'
import { findFeed } from '../feed.ts'
import { setInput } from '../inputs.ts'
import { recordSource } from '../../records.ts'
import { reference, type Source } from '../../source.ts'
import { appendCard, cannotSay, nameOf, titleOf, type WriteScope } from '../scope.ts'
import { readRef, wantedOf } from '../values.ts'
import { setHelper } from './calls.ts'
import { writeLoopInputs } from './loop-inputs.ts'
import { onlyCall } from './loop-shape.ts'
import { writeResult } from './loop-result.ts'

/** For Each, Map, Filter, Reduce and Map to List: a helper runs for every item. */
export function writeForEach(scope: WriteScope, step: ForEachStep): void {
  const entries = entriesOf(scope, step)
  const card = createCard(scope.flow.ids.next(), loopType(scope, step, entries !== undefined), titleOf(step))
  if (entries === undefined) setInput(scope, card, { key: 'list', value: step.forEach })
  else setInput(scope, card, { key: 'object', type: 'object', value: entries })
  const item = itemOf(scope, step, entries !== undefined)
  if (step.next !== undefined) setInput(scope, card, { key: 'memo', isOpen: true, value: step.memo ?? null })
  else writeConcurrency(scope, card, step)
  const call = onlyCall(scope.flow, step.do)
  if (call === undefined) {
    writeInline(scope, card, { step, item })
    return
  }
  const helper = setHelper(scope, card, { call })
  const own = step.next === undefined ? undefined : 'memo'
  writeLoopInputs(scope, card, { call, item, own, step })
  appendCard(scope, card)
  writeResult(scope, card, { step, call, helper, items: item })
}

/** Repeat: the helper runs a number of times. */
export function writeRepeat(scope: WriteScope, step: RepeatStep): void {
  const card = createCard(scope.flow.ids.next(), 'control.times', titleOf(step))
  setInput(scope, card, { key: 'count', type: 'number', value: step.repeat })
  writeConcurrency(scope, card, step)
  const call = onlyCall(scope.flow, step.do)
  if (call === undefined || step.onItemError === 'ignore') throw needsHelper(scope, step)
  setHelper(scope, card, { call })
  writeLoopInputs(scope, card, { call, item: undefined, own: undefined, step })
  appendCard(scope, card)
}

function needsHelper(scope: WriteScope, step: Step): Error {
  return cannotSay(
    scope,
    nameOf(step),
    'Loops of Okta Workflows run one helper flow for each turn; move the steps of the loop into a helper.',
  )
}

function writeConcurrency(scope: WriteScope, card: CardDraft, step: ForEachStep | RepeatStep): void {
  setInput(scope, card, { key: 'concurrency', type: 'number', value: step.concurrency ?? 1 })
}

/** Map to List runs over the entries of an object, which a step before the loop makes. */
function entriesOf(scope: WriteScope, step: ForEachStep): Value | undefined {
  const ref = readRef(step.forEach)?.ref
  const wanted = ref === undefined ? undefined : wantedOf(scope.flow, { ref })
  if (wanted?.kind !== 'path' || step.collect === undefined || wanted.path[1] !== 'entries') return undefined
  const entries = scope.flow.deferred.get(wanted.root)
  return entries?.use === 'object.entries' ? entries.with?.['object'] : undefined
}

function loopType(scope: WriteScope, step: ForEachStep, isObject: boolean): string {
  const ignores = step.onItemError === 'ignore'
  const isPlain = step.collect === undefined && step.keep === undefined && step.next === undefined
  if (step.first !== undefined) {
    throw cannotSay(scope, nameOf(step), 'Loops of Okta Workflows do not stop at the first item that fits.')
  }
  if (isPlain) return ignores ? 'list.asyncEach' : 'list.each'
  if (ignores) {
    throw cannotSay(
      scope,
      nameOf(step),
      'Loops of Okta Workflows that have a result do not go on after errors.',
    )
  }
  if (step.collect !== undefined) return isObject ? 'object.map' : 'list.map'
  return step.keep === undefined ? 'list.reduce' : 'list.filter'
}

/** What an item is, where the export names its fields differently. */
function itemOf(scope: WriteScope, step: ForEachStep, isObject: boolean): Source {
  const path = [step.id, 'item']
  const wanted = isObject ? undefined : wantedOf(scope.flow, step.forEach)
  const source = wanted === undefined ? undefined : findFeed(scope, wanted)?.source
  return source?.kind === 'records' ? recordSource(path, source.record) : reference(path, true)
}

/** A loop over steps in place. Its start card offers the fields of the item, not the item as a whole. */
function writeInline(
  scope: WriteScope,
  card: CardDraft,
  { step, item }: { step: ForEachStep; item: Source },
): void {
  if (card.type !== 'list.each' && card.type !== 'list.asyncEach') throw needsHelper(scope, step)
  const fields = item.kind === 'object' ? [...item.fields] : []
  const body = writeEmbedded(scope, step.do, {
    container: card,
    endsAt: step.id,
    isLane: false,
    prepare: (inner) => {
      inner.producers.set(step.id, {
        card: inner.root,
        offers: fields.map(([key, source]) => ({ key, group: null, source })),
        groups: item.kind === 'object' ? [] : [{ group: null, path: [step.id, 'item'] }],
      })
    },
  })
  card.inputs.push({ id: scope.flow.ids.next(), group: null, key: 'flo', type: 'flow', data: body })
  appendCard(scope, card)
}
