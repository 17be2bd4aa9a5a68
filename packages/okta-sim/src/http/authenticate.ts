import { getConnInfo } from '@hono/node-server/conninfo'
import type { MiddlewareHandler } from 'hono'
import { acceptApiToken } from '../org/api-tokens.ts'
import { noClient } from '../org/cause.ts'
import { randomText } from '../org/ids.ts'
import type { Cause } from '../org/log-event.ts'
import type { OrgState } from '../org/org-state.ts'
import { toUserParty } from '../org/user.ts'
import { OktaError } from '../errors/okta-error.ts'
import type { SimContext, SimEnv } from './sim-env.ts'

/** Lets only live API tokens pass (`Authorization: SSWS …`) and notes who acts, for the System Log. */
export function authenticate(org: OrgState): MiddlewareHandler<SimEnv> {
  return async (c, next) => {
    const value = /^SSWS (\S+)$/.exec(c.req.header('Authorization') ?? '')?.[1]
    const found = value === undefined ? undefined : acceptApiToken(org, value)
    if (found === undefined) throw new OktaError('E0000011')
    c.set('token', found.token)
    c.set('cause', {
      ...describeRequest(c),
      actor: toUserParty(found.owner),
      transaction: { id: c.get('requestId'), type: 'WEB', detail: { requestApiTokenId: found.token.id } },
      externalSessionId: `trs${randomText(22)}`,
    })
    await next()
  }
}

function describeRequest(c: SimContext): Pick<Cause, 'client' | 'ipChain' | 'debugData'> {
  const { address } = getConnInfo(c).remote
  const rawUserAgent = c.req.header('User-Agent')
  return {
    client: {
      ...noClient,
      userAgent: rawUserAgent ? { rawUserAgent, os: 'Unknown', browser: 'UNKNOWN' } : null,
      device: 'Unknown',
      ipAddress: address ?? null,
    },
    ipChain: address
      ? [
          {
            ip: address,
            geographicalContext: null,
            version: address.includes(':') ? 'V6' : 'V4',
            source: null,
          },
        ]
      : [],
    debugData: { requestId: c.get('requestId'), requestUri: c.req.path, url: pathWithQuery(c) },
  }
}

function pathWithQuery(c: SimContext): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + (search || '?')
}
