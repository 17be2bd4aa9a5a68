import { Hono } from 'hono'
import { paginate } from '../http/paginate.ts'
import type { SimEnv } from '../http/sim-env.ts'
import { addMember, getGroup, listMembers, removeMember } from '../org/groups.ts'
import type { OrgState } from '../org/org-state.ts'
import { toUserJson } from './user-json.ts'

/** `/api/v1/groups/{id}/users` */
export function groupMembersApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:group/users', (c) => {
    const members = listMembers(org, getGroup(org, c.req.param('group')))
    const placed = members.map((item) => ({ place: item.sequence, item }))
    const page = paginate({ org, c }, placed, { default: 1000, max: 1000 })
    return c.json(page.map((user) => toUserJson(org, user, 'self')))
  })
  api.put('/:group/users/:user', (c) => {
    addMember(org, c.get('cause'), { groupId: c.req.param('group'), userId: c.req.param('user') })
    return c.body(null, 204)
  })
  api.delete('/:group/users/:user', (c) => {
    removeMember(org, c.get('cause'), { groupId: c.req.param('group'), userId: c.req.param('user') })
    return c.body(null, 204)
  })
  return api
}
