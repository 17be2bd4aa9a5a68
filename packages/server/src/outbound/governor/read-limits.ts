/** What an answer says about the bucket it was counted in. Facts section 5.1. */
export interface RateHeaders {
  limit: number
  remaining: number
  /** Milliseconds since 1970 by the org's clock. */
  endsAt: number
}

/** The rate-limit headers of an answer; undefined when it has none. */
export function readRateHeaders(headers: Readonly<Record<string, string>>): RateHeaders | undefined {
  const limit = toCount(headers['x-rate-limit-limit'])
  const remaining = toCount(headers['x-rate-limit-remaining'])
  const reset = toCount(headers['x-rate-limit-reset'])
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined
  return { limit, remaining, endsAt: reset * 1000 }
}

function toCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) : undefined
}

/** The clock of another side, as its answers tell it. */
export interface RemoteClock {
  now: () => number
  learn: (headers: Readonly<Record<string, string>>) => void
}

/** A clock that is off by more has been set meanwhile. */
const setClockMs = 5_000

export function createRemoteClock(now: () => number): RemoteClock {
  let offset: number | undefined
  return {
    now: () => now() + (offset ?? 0),
    learn(headers) {
      const date = Date.parse(headers['date'] ?? '')
      if (Number.isNaN(date)) return
      // `Date` is cut to whole seconds, so the largest difference seen is the nearest.
      const seen = date - now()
      offset = offset === undefined || Math.abs(seen - offset) > setClockMs ? seen : Math.max(offset, seen)
    },
  }
}
