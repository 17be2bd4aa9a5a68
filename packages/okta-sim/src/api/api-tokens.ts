import { Hono } from 'hono'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import type { ApiToken } from '../org/api-tokens.ts'
import { getApiToken, revokeApiToken } from '../org/api-tokens.ts'
import type { OrgState } from '../org/org-state.ts'
import { readText } from '../org/read-field.ts'
import { record } from '../org/system-log.ts'

/** `/api/v1/api-tokens`: metadata and revocation; the value of a token is never shown again. */
export function apiTokensApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/', (c) => c.json([...org.apiTokens.values()].map((token) => toTokenJson(org, token))))
  api.get('/:token', (c) => c.json(toTokenJson(org, getApiToken(org, c.req.param('token')))))
  api.put('/:token', async (c) => {
    const token = getApiToken(org, c.req.param('token'))
    const body = await readBody(c)
    const changed = {
      ...token,
      name: readText(body, 'name') ?? token.name,
      lastUpdated: org.clock().toISOString(),
    }
    org.apiTokens.set(token.id, changed)
    const target = [
      { id: token.id, type: 'Token', alternateId: 'unknown', displayName: changed.name, detailEntry: null },
    ]
    record(org, c.get('cause'), { eventType: 'system.api_token.update', target })
    return c.json(toTokenJson(org, changed))
  })
  api.delete('/:token', (c) => {
    const name = c.req.param('token')
    const caller = c.get('caller')
    const isOwn = name === 'current' && caller.kind === 'token'
    revokeApiToken(org, c.get('cause'), isOwn ? caller.token.id : name)
    return c.body(null, 204)
  })
  return api
}

function toTokenJson(org: OrgState, { value: _value, network, ...token }: ApiToken): Record<string, unknown> {
  return {
    ...token,
    tokenWindow: 'P30D',
    clientName: 'Okta API',
    network: network ?? { connection: 'ANYWHERE' },
    _links: {
      self: { href: `${org.baseUrl}/api/v1/api-tokens/${token.id}`, hints: { allow: ['GET', 'DELETE'] } },
      user: { href: `${org.baseUrl}/api/v1/users/${token.userId}`, hints: { allow: ['GET'] } },
    },
  }
}
