import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { Sighting } from '../../db/hot-store.ts'
import { partiesOf } from '../../events/parties.ts'
import type { IncomingEvent } from '../accept-events.ts'

/**
 * A System Log event as Keyway's event; undefined for something else. Its identity is the org and the log event's uuid,
 * whichever way it came. Tolerant in all other fields, which differ between releases.
 */
export function toIncomingEvent(payload: Json, { org, way }: Sighting): IncomingEvent | undefined {
  if (!isJsonObject(payload)) return undefined
  const { uuid, eventType } = payload
  if (typeof uuid !== 'string' || typeof eventType !== 'string') return undefined
  const published = typeof payload.published === 'string' ? Date.parse(payload.published) : Number.NaN
  return {
    source: 'okta',
    type: eventType,
    identity: `okta:${org}:${uuid}`,
    subject: subjectOf(payload),
    occurredAt: Number.isNaN(published) ? 0 : published,
    payload: alike(payload),
    parties: partiesOf(payload),
    sighting: { org, way },
  }
}

/**
 * Hook and log shape a few fields differently: a flow must not notice which way its event came. The list of addresses
 * stands under `client` in a hook and under `request` in the log; here in both.
 */
function alike(event: JsonObject): JsonObject {
  const client = isJsonObject(event['client']) ? event['client'] : undefined
  const request = isJsonObject(event['request']) ? event['request'] : undefined
  const ipChain = client?.['ipChain'] ?? request?.['ipChain']
  const changed = { ...event }
  if (client !== undefined) {
    changed['client'] = {
      ...client,
      ...(client['zone'] === 'null' ? { zone: null } : {}),
      ...(ipChain === undefined ? {} : { ipChain }),
    }
  }
  if (ipChain !== undefined) changed['request'] = { ...request, ipChain }
  return changed
}

/** Whom the event is about: the target user, else the first target, else the actor. */
function subjectOf(event: JsonObject): string | null {
  const targets = Array.isArray(event.target) ? event.target.filter(isJsonObject) : []
  const target = targets.find(({ type }) => type === 'User') ?? targets[0]
  const party = target ?? (isJsonObject(event.actor) ? event.actor : undefined)
  return typeof party?.id === 'string' ? party.id : null
}
