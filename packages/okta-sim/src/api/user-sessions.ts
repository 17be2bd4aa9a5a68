import { Hono } from 'hono'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import { clearUserSessions } from '../org/sessions.ts'
import { findRequested } from './users.ts'

/** `DELETE /api/v1/users/{id}/sessions`: ends every session of a user. */
export function userSessionsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.delete('/:user/sessions', (c) => {
    clearUserSessions(org, c.get('cause'), findRequested(org, c))
    return c.body(null, 204)
  })
  return api
}
