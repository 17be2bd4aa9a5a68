import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { Matter } from '../detections/matters.ts'

/** Whom or what an alert is about. */
export interface AlertSubject {
  id: string
  /** As the System Log types it: `User`, `AppInstance`; `Address` for an IP address. */
  kind: string
  login: string | null
  name: string | null
}

/**
 * The party that the key of the rule names, else the user who acted, else the first user it was done to, else where it
 * came from. Undefined where an event names nobody.
 */
export function subjectOf({ key, event }: Pick<Matter, 'key' | 'event'>): AlertSubject | undefined {
  if (event === null) return undefined
  const actor = toParty(event['actor'] ?? null)
  const targets = (Array.isArray(event['target']) ? event['target'] : []).flatMap((one) => toParty(one) ?? [])
  const parties = actor === undefined ? targets : [actor, ...targets]
  const names = wordsOf(key)
  const keyed = parties.find(({ id, login }) => names.has(id) || (login !== null && names.has(login)))
  return (
    keyed ?? [actor, ...targets].find((party) => party?.kind === 'User') ?? addressOf(event) ?? parties[0]
  )
}

/** All users that an event names, the subject first. */
export function usersOf(subject: AlertSubject | undefined, event: JsonObject | null): AlertSubject[] {
  return subject?.kind === 'User' ? [subject] : event === null ? [] : actorsOf(event)
}

function actorsOf(event: JsonObject): AlertSubject[] {
  const actor = toParty(event['actor'] ?? null)
  return actor?.kind === 'User' ? [actor] : []
}

/** Keys are texts, or lists of texts written as JSON. */
function wordsOf(key: string): ReadonlySet<string> {
  if (!key.startsWith('[')) return new Set([key])
  try {
    const parsed: Json = JSON.parse(key)
    return new Set(Array.isArray(parsed) ? parsed.filter((one) => typeof one === 'string') : [])
  } catch {
    return new Set([key])
  }
}

function toParty(value: Json): AlertSubject | undefined {
  if (!isJsonObject(value)) return undefined
  const { id, type, alternateId, displayName } = value
  if (typeof id !== 'string' || id === '' || id === 'unknown') return undefined
  const text = (one: Json | undefined): string | null =>
    typeof one === 'string' && one !== 'unknown' && one !== '' ? one : null
  return {
    id,
    kind: typeof type === 'string' ? type : 'Unknown',
    login: text(alternateId),
    name: text(displayName),
  }
}

function addressOf(event: JsonObject): AlertSubject | undefined {
  const client = event['client']
  const address = isJsonObject(client) ? client['ipAddress'] : undefined
  return typeof address === 'string'
    ? { id: address, kind: 'Address', login: null, name: address }
    : undefined
}
