import { Hono } from 'hono'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import type { Session } from '../org/sessions.ts'
import { endSession, getSession, refreshSession } from '../org/sessions.ts'

/** `/api/v1/sessions/{id}`: one session by the id that the System Log calls `externalSessionId`. */
export function sessionsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:session', (c) => c.json(toSessionJson(org, getSession(org, c.req.param('session')))))
  api.post('/:session/lifecycle/refresh', (c) => {
    return c.json(toSessionJson(org, refreshSession(org, c.req.param('session'))))
  })
  api.delete('/:session', (c) => {
    endSession(org, c.get('cause'), c.req.param('session'))
    return c.body(null, 204)
  })
  return api
}

function toSessionJson(org: OrgState, session: Session): Record<string, unknown> {
  const self = `${org.baseUrl}/api/v1/sessions/${session.id}`
  return {
    id: session.id,
    userId: session.userId,
    login: org.users.get(session.userId)?.profile.login ?? null,
    createdAt: session.createdAt,
    expiresAt: session.expiresAt,
    status: 'ACTIVE',
    lastPasswordVerification: session.createdAt,
    lastFactorVerification: null,
    amr: ['pwd'],
    idp: { id: org.id, type: 'OKTA' },
    mfaActive: false,
    _links: {
      self: { href: self, hints: { allow: ['GET', 'DELETE'] } },
      refresh: { href: `${self}/lifecycle/refresh`, hints: { allow: ['POST'] } },
      user: { href: `${org.baseUrl}/api/v1/users/${session.userId}`, hints: { allow: ['GET'] } },
    },
  }
}
