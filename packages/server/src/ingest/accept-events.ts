import type { Json } from '@keyway/sdk'
import type { NewEvent } from '../db/hot-store.ts'
import { startExecutions, type Start, type Started, type StartParts } from '../executions/start-executions.ts'
import type { ActiveFlows } from '../flows/active-flows.ts'
import type { Counters } from './counters.ts'

/** An event from any source, in the product's own words. */
export interface IncomingEvent {
  /** Id of the connector, or name of the source, that it came from. */
  source: string
  type: string
  /** What makes two arrivals the same event. */
  identity: string
  subject: string | null
  /** Milliseconds since 1970, by the source's clock. */
  occurredAt: number
  payload: Json
}

export interface AcceptParts {
  starting: StartParts
  active: ActiveFlows
  counters: Counters
  now: () => number
  newId: () => string
}

/** What accepting led to. */
export interface Accepted {
  /** Ids of the events that were not known before. */
  newEvents: ReadonlySet<string>
  executions: readonly Started[]
}

/**
 * Stores events with the executions they start, in one transaction. When it resolves they are safe and may be
 * acknowledged. Known events change nothing. What matches no trigger is kept as an event and costs no execution.
 */
export async function acceptEvents(
  parts: AcceptParts,
  incoming: readonly IncomingEvent[],
): Promise<Accepted> {
  const receivedAt = parts.now()
  const events: NewEvent[] = []
  const starts: Start[] = []
  for (const event of incoming) {
    const id = parts.newId()
    const { payload, ...rest } = event
    events.push({ id, ...rest, receivedAt, payload: JSON.stringify(payload) })
    const about = { ...rest, isOrdered: parts.active.isOrdered(event.source, event.type) }
    for (const { flowId, versionId, program } of parts.active.match(event)) {
      starts.push({ flowId, versionId, program, mode: 'event', trigger: payload, eventId: id, about })
    }
  }
  const { newEvents, executions } = await startExecutions(parts.starting, events, starts)
  parts.counters.add('events_accepted', newEvents.size)
  parts.counters.add('events_duplicate', events.length - newEvents.size)
  parts.counters.add('executions_started', executions.length)
  return { newEvents, executions }
}
