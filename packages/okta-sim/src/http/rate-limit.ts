import type { Clock } from '../org/clock.ts'

const windowMs = 60_000

// Okta's historic per-minute numbers for workforce orgs; the first rule that matches is the bucket.
const buckets: { name: string; limit: number; method?: string; path: RegExp }[] = [
  { name: 'logs', limit: 120, path: /^\/api\/v1\/logs$/ },
  { name: 'users', limit: 600, path: /^\/api\/v1\/users$/ },
  { name: 'user.read', limit: 2000, method: 'GET', path: /^\/api\/v1\/users\/[^/]+$/ },
  { name: 'user.write', limit: 600, path: /^\/api\/v1\/users\// },
  { name: 'groups', limit: 500, path: /^\/api\/v1\/groups$/ },
  { name: 'group', limit: 1000, path: /^\/api\/v1\/groups\// },
  { name: 'apps', limit: 100, path: /^\/api\/v1\/apps$/ },
  { name: 'app', limit: 500, path: /^\/api\/v1\/apps\// },
  { name: 'sessions', limit: 750, path: /^\/api\/v1\/sessions/ },
  { name: 'other', limit: 1200, path: /^/ },
]

export type RateLimit = { limit: number; remaining: number; resetSeconds: number }
export type RateLimitMeter = (method: string, path: string) => RateLimit

/**
 * Counts calls in windows of a minute that begin with the first call. Limits are reported, not enforced: a spent
 * window starts anew, so that `remaining` never says 0 to a client that is in fact served.
 */
export function createRateLimitMeter(clock: Clock): RateLimitMeter {
  const windows = new Map<string, { used: number; endsAt: number }>()
  return (method, path) => {
    const bucket = buckets.find((each) => each.path.test(path) && (each.method ?? method) === method)
    const { name, limit } = bucket ?? { name: 'other', limit: 1200 }
    const now = clock().getTime()
    const open = windows.get(name)
    const isUsable = open !== undefined && open.endsAt > now && open.used < limit - 1
    const window = isUsable ? { ...open, used: open.used + 1 } : { used: 1, endsAt: now + windowMs }
    windows.set(name, window)
    return { limit, remaining: limit - window.used, resetSeconds: Math.ceil(window.endsAt / 1000) }
  }
}
