/** Full jitter between nothing and an exponentially growing bound, so that workers do not return in step. */
export function backoffMs(attempt: number): number {
  return Math.round(Math.random() * Math.min(4000, 250 * 2 ** attempt))
}

/**
 * How long the other side asks to wait, in milliseconds, or undefined when it does not say. Waits are computed against
 * the answer's own `Date`, because clocks differ (Okta: `X-Rate-Limit-Reset` minus `Date`, plus a second).
 */
export function askedWaitMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const answeredAt = parseDate(headers['date']) ?? now
  const retryAfter = headers['retry-after']
  if (retryAfter !== undefined) {
    if (/^\d+(\.\d+)?$/.test(retryAfter.trim())) return bounded(Number(retryAfter) * 1000)
    const until = parseDate(retryAfter)
    if (until !== undefined) return bounded(until - answeredAt)
  }
  const limit = headers['x-rate-limit-limit'] ?? headers['x-ratelimit-limit']
  const reset = headers['x-rate-limit-reset'] ?? headers['x-ratelimit-reset']
  // A limit of 0 is Okta's concurrency limit; its reset is an estimate, and an exponential wait does better.
  if (limit === '0' || reset === undefined || !/^\d{9,11}$/.test(reset)) return undefined
  return bounded(Number(reset) * 1000 - answeredAt + 1000)
}

const longestMs = 24 * 3_600_000

function bounded(ms: number): number {
  return Math.min(longestMs, Math.max(0, ms))
}

function parseDate(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}
