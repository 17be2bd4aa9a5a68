import type { MiddlewareHandler } from 'hono'
import { OktaError } from '../errors/okta-error.ts'
import { systemCause } from '../org/cause.ts'
import type { OrgState } from '../org/org-state.ts'
import { record } from '../org/system-log.ts'
import type { RateLimitMeter } from './rate-limit.ts'
import type { SimContext, SimEnv } from './sim-env.ts'

/**
 * Writes the rate limit headers, and refuses calls beyond a budget that is enforced or beyond the number of calls in
 * flight. Refused calls count as calls, as in Okta, and are not executed.
 */
export function limitCalls(
  org: OrgState,
  { measure, concurrency }: { measure: RateLimitMeter; concurrency: number },
): MiddlewareHandler<SimEnv> {
  let inFlight = 0
  const noticed = new Set<string>()
  const noticeOnce = (key: string, notice: () => void) => {
    if (noticed.has(key)) return
    noticed.add(key)
    notice()
  }
  return async (c, next) => {
    const { method, path } = c.req
    const rate = measure({ method, path, caller: c.req.header('Authorization') ?? '' })
    writeRateHeaders(c, rate)
    if (rate.isExceeded) {
      noticeOnce(`${rate.bucket} ${rate.resetSeconds}`, () => {
        recordViolation(org, 'system.org.rate_limit.violation', { path, bucket: rate.bucket })
      })
      throw new OktaError('E0000047')
    }
    if (inFlight >= concurrency) {
      // Okta marks this kind of refusal with limit 0 and a guess at the end.
      const resetSeconds = Math.ceil(org.clock().getTime() / 1000) + 1
      writeRateHeaders(c, { limit: 0, remaining: 0, resetSeconds })
      noticeOnce(`concurrency ${Math.floor(resetSeconds / 60)}`, () => {
        recordViolation(org, 'core.concurrency.org.limit.violation', { path })
      })
      throw new OktaError('E0000047')
    }
    inFlight += 1
    try {
      await next()
    } finally {
      inFlight -= 1
    }
  }
}

type RateHeaders = { limit: number; remaining: number; resetSeconds: number }

export function writeRateHeaders(c: SimContext, { limit, remaining, resetSeconds }: RateHeaders): void {
  c.header('X-Rate-Limit-Limit', String(limit))
  c.header('X-Rate-Limit-Remaining', String(remaining))
  c.header('X-Rate-Limit-Reset', String(resetSeconds))
}

function recordViolation(org: OrgState, eventType: string, debugData: Record<string, unknown>): void {
  const target = [
    { id: org.id, type: 'Org', alternateId: 'unknown', displayName: org.baseUrl, detailEntry: null },
  ]
  record(org, systemCause(org), {
    eventType,
    target,
    debugData,
    outcome: { result: 'RATE_LIMIT', reason: null },
  })
}
