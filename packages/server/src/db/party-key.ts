import type { NewEvent, Party } from './hot-store.ts'

const dayMs = 86_400_000
const longest = 256

/** Numbers that roles are stored as. */
export const partyRoles = { actor: 0, target: 1 } as const satisfies Record<Party['role'], number>

/** The day, counted from 1970 in UTC, that an event is filed under. */
export function dayOf(receivedAt: number): number {
  return Math.floor(receivedAt / dayMs)
}

/**
 * A number of 53 bits that stands for a name: rows stay small, whatever ids and logins look like. Two names with the same
 * number are so rare (one in 10^8 searches among 10^8 names) that a stray hit is accepted.
 */
export function partyKey(name: string): number {
  const text = name.trim().toLowerCase().slice(0, longest)
  // FNV-1a, twice from different starts.
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x85ebca6b)
  }
  high ^= high >>> 15
  return (high & 0x1f_ffff) * 2 ** 32 + (low >>> 0)
}

/** The rows that an event is found by, each once. */
export function partyRows(
  event: NewEvent,
  seq: number,
): [day: number, party: number, seq: number, role: number][] {
  if (event.parties === undefined) return []
  const day = dayOf(event.receivedAt)
  return event.parties.map(({ role, name }) => [day, partyKey(name), seq, partyRoles[role]])
}
