import type { CallStep, CardStep, ForEachStep, Step } from '@keyway/engine'
import { recordSource, splitPath } from '../../records.ts'
import { formatPath } from '../../reference.ts'
import { reference } from '../../source.ts'
import type { StreamMapping } from '../../cards/connector-card-mapping.ts'
import { startConnectorCard, streamOf } from '../cards/connector-card.ts'
import { connectorOffers } from '../cards/connector-offers.ts'
import { literalFields, splitName } from '../cards/names.ts'
import { canonical, findPath, findShape } from '../find-source.ts'
import { setInput } from '../inputs.ts'
import { appendCard, type FlowWriter, type WriteScope } from '../scope.ts'
import { readRef, wantedOf } from '../values.ts'
import { setHelper } from './calls.ts'
import { onlyCall } from './loop-shape.ts'

/** An action whose records a helper gets one by one: three steps of a document, one card of an export. */
export interface StreamSteps {
  action: CardStep
  count: CardStep
  loop: ForEachStep
  stream: StreamMapping
  call: CallStep
}

/** The three steps at the head of a list. The reader gives none but the first a title. */
export function streamAt(flow: FlowWriter, steps: readonly Step[]): StreamSteps | undefined {
  const [action, count, loop] = steps
  if (action === undefined || count === undefined || loop === undefined) return undefined
  if (!('use' in action) || !('use' in count) || !('forEach' in loop)) return undefined
  const stream = streamOf(action)
  const call = onlyCall(flow, loop.do)
  if (stream === undefined || call === undefined || count.use !== 'list.length') return undefined
  const list = formatPath([action.id, ...splitPath(stream.items)])
  const isUntitled = count.title === undefined && loop.title === undefined
  const isList = readRef(loop.forEach)?.ref === list && readRef(count.with?.['list'])?.ref === list
  const passes = passesRecord(flow, { call, loop }, stream.record)
  return isUntitled && isList && passes ? { action, count, loop, stream, call } : undefined
}

export function writeStream(scope: WriteScope, { action, count, stream, call }: StreamSteps): void {
  const { card, mapping } = startConnectorCard(scope, action, true)
  setHelper(scope, card, { call, key: 'Flow', group: 'Streaming' })
  for (const [key, value] of literalFields(call.with?.['State']) ?? []) {
    setInput(scope, card, { key, group: 'Streaming', isCustom: true, isOpen: true, value })
  }
  appendCard(scope, card)
  const [group, key] = splitName(stream.count)
  scope.producers.set(action.id, connectorOffers(card, mapping, action.id))
  scope.producers.set(count.id, {
    card,
    offers: [{ key, group, source: reference([count.id, 'length']), type: 'number' }],
  })
}

/** The helper gets the record as the card shapes it, and what the author passes along. */
function passesRecord(
  flow: FlowWriter,
  { call, loop }: { call: CallStep; loop: ForEachStep },
  record: string,
): boolean {
  const { Record: value, State: state, ...others } = call.with ?? {}
  const wanted = value === undefined ? undefined : wantedOf(flow, value)
  if (wanted === undefined || Object.keys(others).length > 0 || literalFields(state) === undefined)
    return false
  const item = recordSource([loop.id, 'item'], record)
  const drill =
    wanted.kind === 'path' ? findPath(item, wanted.path)?.drill : findShape(item, canonical(wanted.shape))
  return drill?.length === 0
}
