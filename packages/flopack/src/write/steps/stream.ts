import type { CallStep, CardStep, StreamStep, Value } from '@keyway/engine'
import { recordSource } from '../../records.ts'
import { reference } from '../../source.ts'
import { startConnectorCard } from '../cards/connector-card.ts'
import { literalFields, splitName } from '../cards/names.ts'
import { canonical, findPath, findShape } from '../find-source.ts'
import { setInput } from '../inputs.ts'
import { appendCard, cannotSay, nameOf, type FlowWriter, type WriteScope } from '../scope.ts'
import { wantedOf } from '../values.ts'
import { setHelper } from './calls.ts'
import { onlyCall } from './loop-shape.ts'

/** A loop over a stream: a card that hands each record to a helper, and what the author passes along. */
export function writeStream(scope: WriteScope, step: StreamStep): void {
  const { use, connection, with: inputs = {} } = step.stream
  const action: CardStep = {
    id: step.id,
    ...(step.title === undefined ? {} : { title: step.title }),
    use,
    ...(connection === undefined ? {} : { connection }),
    with: inputs,
  }
  const { card, mapping } = startConnectorCard(scope, action, true)
  const { stream } = mapping
  const call = onlyCall(scope.flow, step.do)
  const gathers = [step.collect, step.keep, step.first, step.next].some((form) => form !== undefined)
  const isPlain = !gathers && (step.concurrency ?? 1) === 1 && step.onItemError !== 'ignore'
  if (
    stream === undefined ||
    call === undefined ||
    !isPlain ||
    !passesRecord(scope.flow, { call, step }, stream.record)
  ) {
    throw cannotSay(
      scope,
      nameOf(step),
      'Okta Workflows streams records to one helper flow, one after the other, as its input "Record", with an input ' +
        '"State" for everything else, and gathers nothing from it.',
    )
  }
  setHelper(scope, card, { call, key: 'Flow', group: 'Streaming' })
  for (const [key, value] of literalFields(call.with?.['State']) ?? []) {
    setInput(scope, card, { key, group: 'Streaming', isCustom: true, isOpen: true, value })
  }
  appendCard(scope, card)
  const [group, key] = splitName(stream.count)
  scope.producers.set(step.id, {
    card,
    offers: [{ key, group, source: reference([step.id, 'count']), type: 'number' }],
  })
}

/** The helper gets the record as the card shapes it, and what the author passes along. */
function passesRecord(
  flow: FlowWriter,
  { call, step }: { call: CallStep; step: StreamStep },
  record: string,
): boolean {
  const { Record: value, State: state, ...others } = call.with ?? {}
  const isState = state === undefined || literalFields(state) !== undefined
  return (
    value !== undefined &&
    isState &&
    Object.keys(others).length === 0 &&
    isRecord(flow, value, { step, record })
  )
}

function isRecord(
  flow: FlowWriter,
  value: Value,
  { step, record }: { step: StreamStep; record: string },
): boolean {
  const wanted = wantedOf(flow, value)
  if (wanted === undefined) return false
  const item = recordSource([step.id, 'item'], record)
  const drill =
    wanted.kind === 'path' ? findPath(item, wanted.path)?.drill : findShape(item, canonical(wanted.shape))
  return drill?.length === 0
}
