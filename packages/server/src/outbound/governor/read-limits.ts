/** What an answer says about the bucket it was counted in. Source: Okta rate limits. */
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
  /** What another process has learned, for as long as no answer came. */
  expect: (aheadMs: number) => void
}

/** What was seen is forgotten after this time, or twice as long: this side's clock may have been set meanwhile. */
const rememberedMs = 30_000
/** A clock that is off by more has surely been set. */
const setClockMs = 5_000

export function createRemoteClock(now: () => number): RemoteClock {
  let offset: number | undefined
  let expected = 0
  let latest = { since: 0, most: Number.NEGATIVE_INFINITY }
  let before = Number.NEGATIVE_INFINITY
  return {
    now: () => now() + (offset ?? expected),
    expect(aheadMs) {
      expected = aheadMs
    },
    learn(headers) {
      const date = Date.parse(headers['date'] ?? '')
      if (Number.isNaN(date)) return
      const at = now()
      const seen = date - at
      if (offset !== undefined && Math.abs(seen - offset) > setClockMs) {
        latest = { since: at, most: seen }
        before = Number.NEGATIVE_INFINITY
      }
      if (at - latest.since > rememberedMs || at < latest.since) {
        before = latest.most
        latest = { since: at, most: seen }
      }
      latest.most = Math.max(latest.most, seen)
      // `Date` is cut to whole seconds, so the largest difference seen is the nearest.
      offset = Math.max(before, latest.most)
    },
  }
}
