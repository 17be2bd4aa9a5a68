import { setTimeout } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import { OktaError } from '../errors/okta-error.ts'
import type { CallFault } from '../faults/fault.ts'
import type { OrgState } from '../org/org-state.ts'
import { writeRateHeaders } from './limit-calls.ts'
import type { SimContext, SimEnv } from './sim-env.ts'

const errorCodes = {
  409: 'E0000112',
  423: 'E0000239',
  500: 'E0000009',
  502: 'E0000134',
  503: 'E0000010',
  504: 'E0000137',
} as const

/** Lets calls meet the faults that are planned for them. `closed` ends the waiting of slow calls. */
export function injectFaults(org: OrgState, closed: AbortSignal): MiddlewareHandler<SimEnv> {
  return async (c, next) => {
    const faults = org.faults.onCall({ method: c.req.method, path: c.req.path })
    for (const fault of faults) {
      if (fault.kind === 'slow') await pause(fault.delayMs ?? 1000, closed)
      else if (!fault.executed || fault.kind === 'rate-limit') return strike(org, c, fault)
    }
    await next()
    const lost = faults.find((fault) => fault.executed)
    if (lost !== undefined) c.res = strike(org, c, lost)
    return undefined
  }
}

async function pause(delayMs: number, closed: AbortSignal): Promise<void> {
  await setTimeout(delayMs, undefined, { signal: closed }).catch(() => undefined)
}

function strike(org: OrgState, c: SimContext, fault: CallFault): Response {
  if (fault.kind === 'drop') {
    c.env.incoming.socket.destroy()
    return c.body(null)
  }
  if (fault.kind === 'rate-limit') {
    const resetSeconds = Math.ceil((org.clock().getTime() + (fault.delayMs ?? 1000)) / 1000)
    writeRateHeaders(c, {
      limit: Number(c.res.headers.get('X-Rate-Limit-Limit')),
      remaining: 0,
      resetSeconds,
    })
    throw new OktaError('E0000047')
  }
  throw new OktaError(errorCodes[fault.status ?? 500])
}
