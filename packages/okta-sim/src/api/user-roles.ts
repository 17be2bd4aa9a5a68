import { Hono } from 'hono'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import { listRoles } from '../org/roles.ts'
import { findRequested } from './users.ts'

/** `GET /api/v1/users/{id}/roles`: the standard admin roles of a user. */
export function userRolesApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:user/roles', (c) => {
    const user = findRequested(org, c)
    const assignee = { href: `${org.baseUrl}/api/v1/users/${user.id}` }
    const roles = listRoles(org, user).map((role) => {
      const { created } = role
      return { ...role, status: 'ACTIVE', lastUpdated: created, assignmentType: 'USER', _links: { assignee } }
    })
    return c.json(roles)
  })
  return api
}
