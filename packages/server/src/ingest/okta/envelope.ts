import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { IncomingEvent } from '../accept-events.ts'
import { toIncomingEvent } from './log-event.ts'

/** Most log events in one delivery, by Okta's documented limit. */
const maximumEvents = 100

/** Why a body is no delivery: a stable code for counters and answers. */
export type EnvelopeFault = 'not_an_okta_envelope' | 'too_many_events'

export type EnvelopeReading =
  { events: IncomingEvent[]; deliveryId: string | null; fault?: undefined } | { fault: EnvelopeFault }

/**
 * Reads the parsed body of an Okta event hook delivery. Tolerant within the events, whose fields differ between hook and System
 * Log and between releases; strict about what makes it a delivery. The org is the one that the hook is known to belong
 * to, else the one that the envelope names, else the hook itself.
 *
 * Source: Okta event hooks, delivery request: `data.events[]` are System Log events; `uuid` equals that of the log.
 */
export function readEnvelope(
  envelope: Json,
  hook: { id: string; org?: string | undefined },
): EnvelopeReading {
  if (!isOktaEnvelope(envelope)) return { fault: 'not_an_okta_envelope' }
  const { events } = envelope.data
  if (events.length > maximumEvents) return { fault: 'too_many_events' }
  const org = hook.org ?? orgOf(envelope.source ?? null) ?? hook.id
  const read: IncomingEvent[] = []
  for (const event of events) {
    const incoming = toIncomingEvent(event, { org, way: 'hook' })
    if (incoming === undefined) return { fault: 'not_an_okta_envelope' }
    read.push(incoming)
  }
  return { events: read, deliveryId: typeof envelope.eventId === 'string' ? envelope.eventId : null }
}

interface OktaEnvelope extends JsonObject {
  data: JsonObject & { events: Json[] }
}

/** Whether a parsed body is a delivery of an Okta event hook. */
export function isOktaEnvelope(body: Json): body is OktaEnvelope {
  return (
    isJsonObject(body) &&
    body.eventType === 'com.okta.event_hook' &&
    isJsonObject(body.data) &&
    Array.isArray(body.data.events)
  )
}

function orgOf(source: Json): string | undefined {
  if (typeof source !== 'string' || !URL.canParse(source)) return undefined
  return new URL(source).host
}
