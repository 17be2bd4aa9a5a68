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

export function createMemory({ mergeMs }: Pick<WindowLogic, 'mergeMs'>): Memory {
  const entries: WindowEntry[] = []
  const uuids = new Set<string>()
  /** By data and time. Times are cut at fixed places, so the order of arrival is no matter. */
  const merged = new Map<string, WindowEntry>()
  const most = mergeMs === undefined ? mostEntries : mostMerged

  const sameness = ({ at, data }: WindowEntry): string | undefined =>
    mergeMs === undefined ? undefined : `${Math.floor(at / mergeMs)} ${JSON.stringify(data)}`

  function forget(count: number): WindowEntry[] {
    const forgotten = entries.splice(0, count)
    for (const entry of forgotten) {
      uuids.delete(entry.uuid)
      const same = sameness(entry)
      if (same !== undefined) merged.delete(same)
    }
    return forgotten
  }

  function insert(entry: WindowEntry): number {
    let at = entries.length
    while (at > 0 && (entries[at - 1]?.at ?? 0) > entry.at) at -= 1
    entries.splice(at, 0, entry)
    uuids.add(entry.uuid)
    if (entries.length <= most) return at
    forget(1)
    return Math.max(at - 1, 0)
  }

  return {
    entries,
    forget,
    add(entry) {
      if (uuids.has(entry.uuid)) return -1
      const same = sameness(entry)
      const known = same === undefined ? undefined : merged.get(same)
      if (known === undefined) {
        if (same !== undefined) merged.set(same, entry)
        return insert(entry)
      }
      known.count += entry.count
      known.at = Math.min(known.at, entry.at)
      return entries.indexOf(known)
    },
  }
}
