import type { NewEntry, NewEvent, NewExecution, Party } from './hot-store.ts'

const dayMs = 86_400_000
const longest = 256

/** Numbers that roles are stored as. Whoever did something to themselves has one row for both. */
export const partyRoles = { actor: 0, target: 1 } as const satisfies Record<Party['role'], number>
const changedRole = 2
export const bothRoles = 3

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

/** The roles in which an event names each party. */
export function rolesOf({ parties = [] }: NewEvent): Map<number, number> {
  const roles = new Map<number, number>()
  for (const { role, name } of parties) {
    const party = partyKey(name)
    const number = partyRoles[role]
    roles.set(party, (roles.get(party) ?? number) === number ? number : bothRoles)
  }
  return roles
}

/** The rows that an event is found by, each once. */
export function partyRows(
  event: NewEvent,
  seq: number,
): [day: number, party: number, seq: number, role: number][] {
  const day = dayOf(event.receivedAt)
  return [...rolesOf(event)].map(([party, role]) => [day, party, seq, role])
}

/** What an execution is found by beside its event. Its outermost caller is found by it as well. */
export interface ExecutionParty {
  executionId: string
  party: number
  role: number
}

/** What new executions and entries are found by; most have nothing. */
export function executionParties(
  executions: readonly NewExecution[],
  entries: readonly NewEntry[],
): ExecutionParty[] {
  const found: ExecutionParty[] = []
  for (const { id: executionId, parties = [] } of executions) {
    for (const { role, name } of parties)
      found.push({ executionId, party: partyKey(name), role: partyRoles[role] })
  }
  for (const { executionId, changed = [] } of entries) {
    for (const name of changed) found.push({ executionId, party: partyKey(name), role: changedRole })
  }
  return found
}
