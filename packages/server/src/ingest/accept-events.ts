import type { Json } from '@keyway/sdk'
import type { Cause } from '@keyway/engine'
import type { Batch, NewEvent, Party, Sighting } from '../db/hot-store.ts'
import { startExecutions, type Start, type Started, type StartParts } from '../executions/start-executions.ts'
import type { ActiveFlow, ActiveFlows } from '../flows/active-flows.ts'
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
  /** Which org it is from and which way it came, where there are two. */
  sighting?: Sighting
  /** Whom and what it names, for search. */
  parties?: readonly Party[]
  /** The execution that brought it about. */
  cause?: Cause
}

export interface AcceptParts {
  starting: StartParts
  active: ActiveFlows
  counters: Counters
  now: () => number
  newId: () => string
  /** Whether a flow listens to this org: its trigger may name a connection to another one. */
  listens?: (flow: ActiveFlow, org: string) => boolean
}

/** What accepting led to. */
export interface Accepted {
  /** Ids of the events that were not known before. */
  newEvents: ReadonlySet<string>
  executions: readonly Started[]
}

/** How old an event of the log may be to start a flow that does not say so itself. */
const standardMaxAgeSeconds = 24 * 60 * 60

/**
 * Stores events with the executions they start, in one transaction. When it resolves they are safe and may be
 * acknowledged. Known events change nothing. What matches no trigger is kept as an event and costs no execution.
 *
 * @param alongside Written in the same transaction, whether events are new or not.
 */
export async function acceptEvents(
  parts: AcceptParts,
  incoming: readonly IncomingEvent[],
  alongside: Pick<Partial<Batch>, 'feeds'> = {},
): Promise<Accepted> {
  const receivedAt = parts.now()
  const events: NewEvent[] = []
  const starts: Start[] = []
  for (const event of incoming) {
    const id = parts.newId()
    const { payload, cause, ...rest } = event
    const caused = cause === undefined ? {} : { cause }
    const about = { ...rest, isOrdered: parts.active.isOrdered(event.source, event.type) }
    const triggerJson = JSON.stringify(payload)
    const skipped: { flowId: string; reason: 'too_old' }[] = []
    for (const flow of parts.active.match(event)) {
      if (event.sighting !== undefined && parts.listens?.(flow, event.sighting.org) === false) continue
      const { flowId, versionId, program } = flow
      if (isTooOld(event, flow, receivedAt)) skipped.push({ flowId, reason: 'too_old' })
      else
        starts.push({
          flowId,
          versionId,
          program,
          mode: 'event',
          trigger: payload,
          triggerJson,
          eventId: id,
          about,
          ...caused,
        })
    }
    const notes = skipped.length === 0 ? {} : { skipped: JSON.stringify(skipped) }
    events.push({ id, ...rest, receivedAt, payload: triggerJson, ...notes })
  }
  const { newEvents, executions } = await startExecutions(parts.starting, { events, starts, alongside })
  parts.counters.add('events_accepted', newEvents.size)
  parts.counters.add('events_duplicate', events.length - newEvents.size)
  parts.counters.add('executions_started', executions.length)
  return { newEvents, executions }
}

/**
 * What a hook delivers has just happened. What the log brings may be days old, and a flow that suspends people must not
 * act on what was settled long ago.
 */
function isTooOld({ sighting, occurredAt }: IncomingEvent, { program }: ActiveFlow, now: number): boolean {
  if (sighting?.way !== 'log' || occurredAt === 0) return false
  const { trigger } = program.flow
  const seconds = ('event' in trigger ? trigger.maxAgeSeconds : undefined) ?? standardMaxAgeSeconds
  return now - occurredAt > seconds * 1000
}
