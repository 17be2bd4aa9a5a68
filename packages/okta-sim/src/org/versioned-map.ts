import type { Clock } from './clock.ts'

type Change<V> = { atMs: number; key: string; before: V | undefined }

/**
 * A map that can show what it held some time ago, which is how a search index that lags behind sees the org.
 * With a lag of 0 it is a plain map.
 */
export class VersionedMap<V> extends Map<string, V> {
  readonly #clock: Clock
  readonly #lagMs: number
  #changes: Change<V>[] = []

  constructor(clock: Clock, lagMs: number) {
    super()
    this.#clock = clock
    this.#lagMs = lagMs
  }

  override set(key: string, value: V): this {
    this.#note(key)
    return super.set(key, value)
  }

  override delete(key: string): boolean {
    this.#note(key)
    return super.delete(key)
  }

  /** The values as they were before the lag. Ones that came since then are missing. */
  indexed(): V[] {
    this.#forget()
    if (this.#changes.length === 0) return [...this.values()]
    const before = new Map<string, V | undefined>()
    for (const change of this.#changes) if (!before.has(change.key)) before.set(change.key, change.before)
    const gone = [...before].flatMap(([key, value]) => (this.has(key) || value === undefined ? [] : [value]))
    const rest = [...this].flatMap(([key, value]) => {
      const seen = before.has(key) ? before.get(key) : value
      return seen === undefined ? [] : [seen]
    })
    return [...rest, ...gone]
  }

  #note(key: string): void {
    if (this.#lagMs === 0) return
    this.#forget()
    this.#changes.push({ atMs: this.#clock().getTime(), key, before: this.get(key) })
  }

  #forget(): void {
    const visibleMs = this.#clock().getTime() - this.#lagMs
    const first = this.#changes.findIndex(({ atMs }) => atMs > visibleMs)
    if (first !== 0) this.#changes = first < 0 ? [] : this.#changes.slice(first)
  }
}
