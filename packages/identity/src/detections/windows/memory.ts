import type { JsonObject } from '@keyway/sdk'
import type { WindowEntry, WindowLogic } from './window-logic.ts'

/** Most events that one key of one rule remembers; beyond it the oldest are forgotten. */
const mostEntries = 2000

/**
 * The same where events of one data are one entry: so many different ones say all that a rule asks for, and looking at
 * more with each event would let whoever varies them slow everything down.
 */
const mostMerged = 200

/** What one key of a rule remembers, in the order in which it happened. */
export interface Memory {
  readonly entries: readonly WindowEntry[]
  /** Takes an event, late ones in their place. Returns where it is now; -1 for one that was taken before. */
  add: (entry: WindowEntry) => number
  /** Forgets so many of the oldest, and returns them. */
  forget: (count: number) => WindowEntry[]
}

/** With fewer entries, looking through them costs less than keeping an index; most keys never have more. */
const worthAnIndex = 16

interface Index {
  uuids: Set<string>
  /** By data and time. */
  merged: Map<string, WindowEntry>
}

export function createMemory({ mergeMs }: Pick<WindowLogic, 'mergeMs'>): Memory {
  const entries: WindowEntry[] = []
  let index: Index | undefined
  const most = mergeMs === undefined ? mostEntries : mostMerged

  /** Times are cut at fixed places, so the order of arrival is no matter. */
  const sameness = ({ at, data }: WindowEntry): string | undefined =>
    mergeMs === undefined ? undefined : `${Math.floor(at / mergeMs)} ${JSON.stringify(data)}`

  function note(entry: WindowEntry, { uuids, merged }: Index): void {
    uuids.add(entry.uuid)
    const same = sameness(entry)
    if (same !== undefined) merged.set(same, entry)
  }

  function createIndex(): Index {
    const made: Index = { uuids: new Set(), merged: new Map() }
    for (const entry of entries) note(entry, made)
    return made
  }

  function isKnown(uuid: string): boolean {
    return index === undefined ? entries.some((entry) => entry.uuid === uuid) : index.uuids.has(uuid)
  }

  function findSame(entry: WindowEntry): WindowEntry | undefined {
    if (mergeMs === undefined) return undefined
    if (index !== undefined) return index.merged.get(sameness(entry) ?? '')
    const part = Math.floor(entry.at / mergeMs)
    return entries.find((other) => Math.floor(other.at / mergeMs) === part && isSame(other.data, entry.data))
  }

  function forget(count: number): WindowEntry[] {
    const forgotten = entries.splice(0, count)
    if (entries.length <= worthAnIndex) index = undefined
    if (index === undefined) return forgotten
    for (const entry of forgotten) {
      index.uuids.delete(entry.uuid)
      const same = sameness(entry)
      if (same !== undefined) index.merged.delete(same)
    }
    return forgotten
  }

  function insert(entry: WindowEntry): number {
    let at = entries.length
    while (at > 0 && (entries[at - 1]?.at ?? 0) > entry.at) at -= 1
    entries.splice(at, 0, entry)
    if (index !== undefined) note(entry, index)
    else if (entries.length > worthAnIndex) index = createIndex()
    if (entries.length <= most) return at
    forget(1)
    return Math.max(at - 1, 0)
  }

  return {
    entries,
    forget,
    add(entry) {
      if (isKnown(entry.uuid)) return -1
      const known = findSame(entry)
      if (known === undefined) return insert(entry)
      known.count += entry.count
      known.at = Math.min(known.at, entry.at)
      return entries.indexOf(known)
    },
  }
}

/** Whether two events said the same; those of one rule have the same names. */
function isSame(one: JsonObject, other: JsonObject): boolean {
  for (const name in one) {
    const [value, otherValue] = [one[name], other[name]]
    if (value === otherValue) continue
    if (typeof value !== 'object' || JSON.stringify(value) !== JSON.stringify(otherValue)) return false
  }
  return true
}
