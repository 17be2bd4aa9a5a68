import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { at, text, time } from './read.ts'

/** Somebody or something that a System Log event names. */
export interface Named {
  id: string
  type: string
  name: string | null
}

/** What the inventory reads of a System Log event. */
export interface LoggedEvent {
  type: string
  /** Milliseconds since 1970, by Okta's clock. */
  at: number
  isSuccess: boolean
  actor: Named | undefined
  targets: readonly Named[]
  /** The API token that the request came with. */
  apiTokenId: string | null
}

/** Reads a System Log event; undefined for something else. */
export function readLoggedEvent(payload: Json): LoggedEvent | undefined {
  if (!isJsonObject(payload)) return undefined
  const type = text(payload, 'eventType')
  const published = time(payload, 'published')
  if (type === null || published === null) return undefined
  const targets = at(payload, 'target')
  const result = text(payload, 'outcome', 'result')
  return {
    type,
    at: published,
    isSuccess: result !== 'FAILURE' && result !== 'DENY',
    actor: named(at(payload, 'actor')),
    targets: Array.isArray(targets) ? targets.flatMap((target) => named(target) ?? []) : [],
    apiTokenId: text(payload, 'transaction', 'detail', 'requestApiTokenId'),
  }
}

function named(party: Json | undefined): Named | undefined {
  if (!isJsonObject(party)) return undefined
  const id = text(party, 'id')
  return id === null ? undefined : { id, type: text(party, 'type') ?? '', name: nameOf(party) }
}

function nameOf(party: JsonObject): string | null {
  return text(party, 'displayName') ?? text(party, 'alternateId')
}
