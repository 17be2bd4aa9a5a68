import { isJsonObject, type Json } from '@keyway/sdk'
import type { Party } from '../db/hot-store.ts'

const mostTargets = 20

/**
 * Who did it, and to whom and what, as people know them: the actor and the targets of an event that is shaped as Okta's
 * are; none for another. A bulk change names its first targets only.
 */
export function partiesOf(event: Json): Party[] {
  if (!isJsonObject(event)) return []
  const targets = Array.isArray(event.target) ? event.target.slice(0, mostTargets) : []
  return [
    ...namesOf(event.actor).map((name): Party => ({ role: 'actor', name })),
    ...targets.flatMap(namesOf).map((name): Party => ({ role: 'target', name })),
  ]
}

/** Groups have no other id that people know: there Okta writes "unknown". */
function namesOf(party: Json | undefined): string[] {
  if (!isJsonObject(party)) return []
  const { id, alternateId, displayName } = party
  const known =
    alternateId === 'unknown' || alternateId === null || alternateId === '' ? displayName : alternateId
  return [id, known].filter((name) => typeof name === 'string' && name !== '').map(String)
}
