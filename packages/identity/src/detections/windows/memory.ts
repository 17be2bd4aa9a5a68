import type { JsonObject } from '@keyway/sdk'
import type { WindowEntry, WindowLogic } from './window-logic.ts'

/** Most events that one key of one rule remembers; beyond it the oldest are forgotten. */
const mostEntries = 2000

/**
 * The same where events of one data are one entry: so many different ones say all that a rule asks for, and looking at
 * more with each event would let whoever varies them slow everything down.
 */
const mostMerged = 200

/** With fewer entries, looking through them costs less than keeping an index; most keys never have more. */
const worthAnIndex = 16

interface Index {
  uuids: Set<string>
  /** By data and time. */
  merged: Map<string, WindowEntry>
}

/** What one key of a rule remembers, in the order in which it happened. There are as many as keys, so each is small. */
export class Memory {
  readonly #mergeMs: number | undefined
  readonly #entries: WindowEntry[] = []
  #index: Index | undefined

  constructor({ mergeMs }: Pick<WindowLogic, 'mergeMs'>) {
    this.#mergeMs = mergeMs
  }

  get entries(): readonly WindowEntry[] {
    return this.#entries
  }

  /** Takes an event, late ones in their place. Returns where it is now; -1 for one that was taken before. */
  add(entry: WindowEntry): number {
    if (this.#isKnown(entry.uuid)) return -1
    const known = this.#findSame(entry)
    if (known === undefined) return this.#insert(entry)
    known.count += entry.count
    known.at = Math.min(known.at, entry.at)
    known.arrivedAt = Math.max(known.arrivedAt, entry.arrivedAt)
    return this.#entries.indexOf(known)
  }

  /** Forgets so many of the oldest, and returns them. */
  forget(count: number): WindowEntry[] {
    const forgotten = this.#entries.splice(0, count)
    if (this.#entries.length <= worthAnIndex) this.#index = undefined
    const index = this.#index
    if (index === undefined) return forgotten
    for (const entry of forgotten) {
      index.uuids.delete(entry.uuid)
      const same = this.#sameness(entry)
      if (same !== undefined) index.merged.delete(same)
    }
    return forgotten
  }

  #isKnown(uuid: string): boolean {
    if (this.#index !== undefined) return this.#index.uuids.has(uuid)
    return this.#entries.some((entry) => entry.uuid === uuid)
  }

  #findSame(entry: WindowEntry): WindowEntry | undefined {
    const mergeMs = this.#mergeMs
    if (mergeMs === undefined) return undefined
    if (this.#index !== undefined) return this.#index.merged.get(this.#sameness(entry) ?? '')
    const part = Math.floor(entry.at / mergeMs)
    return this.#entries.find(
      (other) => Math.floor(other.at / mergeMs) === part && isSame(other.data, entry.data),
    )
  }

  #insert(entry: WindowEntry): number {
    const entries = this.#entries
    let at = entries.length
    while (at > 0 && (entries[at - 1]?.at ?? 0) > entry.at) at -= 1
    entries.splice(at, 0, entry)
    if (this.#index !== undefined) this.#note(entry, this.#index)
    else if (entries.length > worthAnIndex) this.#index = this.#createIndex()
    if (entries.length <= (this.#mergeMs === undefined ? mostEntries : mostMerged)) return at
    this.forget(1)
    return Math.max(at - 1, 0)
  }

  #createIndex(): Index {
    const made: Index = { uuids: new Set(), merged: new Map() }
    for (const entry of this.#entries) this.#note(entry, made)
    return made
  }

  #note(entry: WindowEntry, { uuids, merged }: Index): void {
    uuids.add(entry.uuid)
    const same = this.#sameness(entry)
    if (same !== undefined) merged.set(same, entry)
  }

  /** Times are cut at fixed places, so the order of arrival is no matter. */
  #sameness({ at, data }: WindowEntry): string | undefined {
    return this.#mergeMs === undefined
      ? undefined
      : `${Math.floor(at / this.#mergeMs)} ${JSON.stringify(data)}`
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
