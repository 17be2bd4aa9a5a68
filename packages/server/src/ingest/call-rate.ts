/** Holds callers to a number of calls in a second, by key. In memory: each process has its own measure. */
export interface CallRate {
  /** Takes one call. Returns 0 when it may go on, else the milliseconds until one may again. */
  take: (key: string, perSecond: number) => number
}

const maximumKeys = 10_000

/** A bucket of one second's calls for each key, which fills steadily. */
export function createCallRate(now: () => number): CallRate {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(key, perSecond) {
      const at = now()
      const known = buckets.get(key)
      const passed = known === undefined ? 0 : Math.max(0, at - known.at)
      const left =
        known === undefined ? perSecond : Math.min(perSecond, known.left + (passed * perSecond) / 1000)
      buckets.delete(key)
      buckets.set(key, { left: left < 1 ? left : left - 1, at })
      const oldest = buckets.keys().next()
      if (buckets.size > maximumKeys && oldest.done !== true) buckets.delete(oldest.value)
      return left < 1 ? Math.ceil(((1 - left) * 1000) / perSecond) : 0
    },
  }
}
