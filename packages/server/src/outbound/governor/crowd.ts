/** Pauses after an org said that too many requests run at once: a second, and twice as long with each further refusal. */
export interface Crowd {
  refuse: (now: number) => void
  /** Milliseconds until requests may go again; 0 when they may now. */
  waitMs: (now: number) => number
}

// What Okta tells as the end of such a refusal is a guess. Source: Okta rate limits.
const firstPauseMs = 1_000
const longestPauseMs = 30_000
/** Refusals within this time are one: they answer requests that went out together. */
const together = 500

export function createCrowd(): Crowd {
  let until = 0
  let pauseMs = firstPauseMs
  let refusedAt = Number.NEGATIVE_INFINITY
  return {
    refuse(now) {
      if (now < refusedAt + together) return
      const isCalm = now > until + longestPauseMs
      pauseMs = isCalm ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2)
      refusedAt = now
      until = now + pauseMs
    },
    waitMs: (now) => (now >= until ? 0 : until - now + Math.random() * firstPauseMs),
  }
}
