import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { IncomingEvent } from '../accept-events.ts'

/** Most log events in one delivery, by Okta's documented limit. */
const maximumEvents = 100

/** Why a body is no delivery: a stable code for counters and answers. */
export type EnvelopeFault = 'not_an_okta_envelope' | 'too_many_events'

export type EnvelopeReading =
  { events: IncomingEvent[]; deliveryId: string | null; fault?: undefined } | { fault: EnvelopeFault }

/**
 * Reads the parsed body of an Okta event hook delivery. Tolerant within the events, whose fields differ between hook and System
 * Log and between releases; strict about what makes it a delivery. `hookId` stands in for the org where the envelope
 * does not name it.
 *
 * Source: Okta event hooks, delivery request: `data.events[]` are System Log events; `uuid` equals that of the log.
 */
export function readEnvelope(envelope: Json, hookId: string): EnvelopeReading {
  if (!isOktaEnvelope(envelope)) return { fault: 'not_an_okta_envelope' }
  const { events } = envelope.data
  if (events.length > maximumEvents) return { fault: 'too_many_events' }
  const org = orgOf(envelope.source ?? null) ?? hookId
  const read: IncomingEvent[] = []
  for (const event of events) {
    if (!isJsonObject(event) || typeof event.uuid !== 'string' || typeof event.eventType !== 'string') {
      return { fault: 'not_an_okta_envelope' }
    }
    read.push(toIncomingEvent(org, event, { uuid: event.uuid, eventType: event.eventType }))
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

/** A System Log event as Keyway's event. Its identity is the org and the log event's uuid, whichever way it came. */
function toIncomingEvent(
  org: string,
  payload: JsonObject,
  { uuid, eventType }: { uuid: string; eventType: string },
): IncomingEvent {
  const published = typeof payload.published === 'string' ? Date.parse(payload.published) : Number.NaN
  return {
    source: 'okta',
    type: eventType,
    identity: `okta:${org}:${uuid}`,
    subject: subjectOf(payload),
    occurredAt: Number.isNaN(published) ? 0 : published,
    payload,
  }
}

/** Whom the event is about: the target user, else the first target, else the actor. */
function subjectOf(event: JsonObject): string | null {
  const targets = Array.isArray(event.target) ? event.target.filter(isJsonObject) : []
  const target = targets.find(({ type }) => type === 'User') ?? targets[0]
  const party = target ?? (isJsonObject(event.actor) ? event.actor : undefined)
  return typeof party?.id === 'string' ? party.id : null
}

function orgOf(source: Json): string | undefined {
  if (typeof source !== 'string' || !URL.canParse(source)) return undefined
  return new URL(source).host
}
