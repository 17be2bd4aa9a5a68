import { Hono } from 'hono'
import { paginate, readLimit } from '../http/paginate.ts'
import { readBody } from '../http/read-body.ts'
import { readObject } from '../org/read-field.ts'
import { readExpression } from '../http/read-query.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { Group } from '../org/groups.ts'
import { createGroup, deleteGroup, getGroup, replaceGroup } from '../org/groups.ts'
import type { OrgState } from '../org/org-state.ts'
import { toGroupJson } from './group-json.ts'
import { groupFilter, groupSearch } from './group-queries.ts'
import { sortFound } from './sort-found.ts'

const pageLimits = { default: 10_000, max: 10_000 }

/** `/api/v1/groups`: create, read, list, replace, delete. */
export function groupsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/', (c) => c.json(listGroups(org, c).map((group) => toGroupJson(org, group))))
  api.post('/', async (c) => {
    const profile = readObject(await readBody(c), 'profile')
    return c.json(toGroupJson(org, createGroup(org, c.get('cause'), { profile })))
  })
  api.get('/:group', (c) => c.json(toGroupJson(org, getGroup(org, c.req.param('group')))))
  api.put('/:group', async (c) => {
    const profile = readObject(await readBody(c), 'profile')
    const change = { groupId: c.req.param('group'), profile }
    return c.json(toGroupJson(org, replaceGroup(org, c.get('cause'), change)))
  })
  api.delete('/:group', (c) => {
    deleteGroup(org, c.get('cause'), c.req.param('group'))
    return c.body(null, 204)
  })
  return api
}

function listGroups(org: OrgState, c: SimContext): Group[] {
  const groups = [...org.groups.values()]
  const q = c.req.query('q')?.toLowerCase()
  if (q) {
    const found = groups.filter(({ profile }) => profile.name.toLowerCase().startsWith(q))
    return found.slice(0, readLimit(c, { default: 300, max: 10_000 }))
  }
  const bySearch = readExpression(c, groupSearch)
  const matches = bySearch ?? readExpression(c, groupFilter)
  const candidates = bySearch ? org.groups.indexed() : groups
  const found = matches ? candidates.filter((group) => matches(toGroupJson(org, group))) : groups
  return paginate({ org, c }, sortFound(c, found), pageLimits)
}
