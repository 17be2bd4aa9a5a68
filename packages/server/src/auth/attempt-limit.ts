/** Counts attempts by key and says when there were too many. In memory: a restart forgives. */
export interface AttemptLimit {
  /** Counts an attempt. Returns 0 when it may go on, else the milliseconds until one may again. */
  count: (key: string, now: number) => number
  /** Forgets a key, after a success. */
  forget: (key: string) => void
}

/** At most `limit` attempts of a key in `windowMs`, over the last `maxKeys` keys. */
export function createAttemptLimit(options: {
  limit: number
  windowMs: number
  maxKeys: number
}): AttemptLimit {
  const windows = new Map<string, { endsAt: number; attempts: number }>()
  return {
    count(key, now) {
      const known = windows.get(key)
      const window =
        known === undefined || known.endsAt <= now ? { endsAt: now + options.windowMs, attempts: 0 } : known
      window.attempts += 1
      // Set anew, so that the map stays in order of use and forgets the key that was idle longest.
      windows.delete(key)
      windows.set(key, window)
      const oldest = windows.keys().next()
      if (windows.size > options.maxKeys && oldest.done !== true) windows.delete(oldest.value)
      return window.attempts > options.limit ? window.endsAt - now : 0
    },
    forget: (key) => void windows.delete(key),
  }
}
