import type { Clock } from '../org/clock.ts'

/** Facts of Okta; a test may not have the time. */
const usualWindowMs = 60_000

// Okta's historic per-minute numbers for workforce orgs; the first rule that matches is the bucket.
const buckets = [
  { name: 'logs', limit: 120, path: /^\/api\/v1\/logs$/ },
  { name: 'users', limit: 600, path: /^\/api\/v1\/users$/ },
  { name: 'user.read', limit: 2000, method: 'GET', path: /^\/api\/v1\/users\/[^/]+$/ },
  { name: 'user.write', limit: 600, path: /^\/api\/v1\/users\// },
  { name: 'groups', limit: 500, path: /^\/api\/v1\/groups$/ },
  { name: 'group', limit: 1000, path: /^\/api\/v1\/groups\// },
  { name: 'apps', limit: 100, path: /^\/api\/v1\/apps$/ },
  { name: 'app', limit: 500, path: /^\/api\/v1\/apps\// },
  { name: 'sessions', limit: 750, path: /^\/api\/v1\/sessions/ },
  { name: 'clients', limit: 100, path: /^\/oauth2\/v1\/clients/ },
  { name: 'oauth2', limit: 2000, path: /^\/oauth2\/v1\// },
  { name: 'other', limit: 1200, path: /^/ },
] as const satisfies readonly { name: string; limit: number; method?: string; path: RegExp }[]

/** A budget of calls that all callers of the org share, by path and sometimes method. */
export type RateLimitBucket = (typeof buckets)[number]['name']

export type RateLimitOptions = {
  /** Answers 429 when a budget is spent; default false: budgets are only reported in the headers. */
  enforce?: boolean
  /** Calls in a window, where they differ from Okta's historic numbers for workforce orgs. */
  limits?: Partial<Record<RateLimitBucket, number>>
  /** What one token or client may use of each budget, in percent; default 100, in Okta 50. */
  callerPercent?: number
  /** How long a window lasts, in milliseconds; default 60,000, as in Okta. */
  windowMs?: number
}

export type RateLimit = {
  bucket: RateLimitBucket
  limit: number
  remaining: number
  resetSeconds: number
  /** Whether the call came after the budget was spent. Never when limits are only reported. */
  isExceeded: boolean
}

/** What decides about the budget of a call; `caller` is its `Authorization` header. */
export type MeteredCall = { method: string; path: string; caller: string }

/** Counts calls in windows that begin with the first call. */
export function createRateLimitMeter(clock: Clock, options: RateLimitOptions = {}) {
  const windows = new Map<string, { used: number; endsAt: number }>()
  const isEnforced = options.enforce ?? false
  const windowMs = options.windowMs ?? usualWindowMs

  function count(key: string, limit: number): Omit<RateLimit, 'bucket'> {
    const now = clock().getTime()
    const open = windows.get(key)
    // Where limits are reported only, a spent window starts anew, so that `remaining` never says 0 to a client that is
    // in fact served.
    const isUsable = open !== undefined && open.endsAt > now && (isEnforced || open.used < limit - 1)
    const window = isUsable ? { ...open, used: open.used + 1 } : { used: 1, endsAt: now + windowMs }
    windows.set(key, window)
    return {
      limit,
      remaining: Math.max(0, limit - window.used),
      resetSeconds: Math.ceil(window.endsAt / 1000),
      isExceeded: isEnforced && window.used > limit,
    }
  }

  return ({ method, path, caller }: MeteredCall): RateLimit => {
    const { name: bucket, limit: usual } = findBucket(method, path)
    const limit = options.limits?.[bucket] ?? usual
    const percent = options.callerPercent ?? 100
    const shared = count(bucket, limit)
    if (percent >= 100) return { bucket, ...shared }
    // Several limits hold at once, and the headers show the tightest.
    const own = count(`${bucket} ${caller}`, Math.max(1, Math.floor((limit * percent) / 100)))
    const isOwn = own.isExceeded || (!shared.isExceeded && own.remaining < shared.remaining)
    return { bucket, ...(isOwn ? own : shared) }
  }
}

export type RateLimitMeter = ReturnType<typeof createRateLimitMeter>

function findBucket(method: string, path: string): { name: RateLimitBucket; limit: number } {
  const bucket = buckets.find(
    (each) => each.path.test(path) && (!('method' in each) || each.method === method),
  )
  return bucket ?? { name: 'other', limit: 1200 }
}
