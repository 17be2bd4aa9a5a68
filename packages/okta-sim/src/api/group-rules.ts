import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { paginate } from '../http/paginate.ts'
import { readBody } from '../http/read-body.ts'
import { readFlag } from '../http/read-query.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import { conditionOf, evaluateLater, forgetRule, groupIdsOf, groupRules } from '../org/group-rules.ts'
import { getGroup } from '../org/groups.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import type { Resource } from '../resources/resource-kind.ts'
import {
  createResource,
  deleteResource,
  getResource,
  moveResource,
  replaceResource,
  resourcesOf,
} from '../resources/resources.ts'

const collection = { kind: groupRules }

/** `/api/v1/groups/rules`: active rules put people into groups when they are activated. */
export function groupRulesApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const at = (c: SimContext) => ({ collection, cause: c.get('cause') })
  api.get('/', (c) => {
    const search = c.req.query('search')?.toLowerCase() ?? ''
    const found = [...resourcesOf(org, collection).values()].filter(({ body }) =>
      String(body['name']).toLowerCase().includes(search),
    )
    const placed = found.map((item) => ({ place: item.sequence, item }))
    return c.json(paginate({ org, c }, placed, { default: 50, max: 200 }).map(toRuleJson))
  })
  api.post('/', async (c) => {
    const body = checkRule(org, await readBody(c))
    return c.json(toRuleJson(createResource(org, at(c), { body })))
  })
  api.get('/:rule', (c) => c.json(toRuleJson(getResource(org, collection, c.req.param('rule')))))
  api.put('/:rule', async (c) => {
    const body = checkRule(org, await readBody(c))
    return c.json(toRuleJson(replaceResource(org, at(c), { id: c.req.param('rule'), body })))
  })
  api.delete('/:rule', (c) => {
    const rule = getResource(org, collection, c.req.param('rule'))
    deleteResource(org, at(c), rule.id)
    forgetRule(org, c.get('cause'), { rule, removeUsers: readFlag(c, 'removeUsers') ?? false })
    return c.body(null, 202)
  })
  api.post('/:rule/lifecycle/activate', (c) => {
    const transition = { name: 'activate', to: 'ACTIVE' }
    const rule = moveResource(org, at(c), { id: c.req.param('rule'), transition })
    evaluateLater(org, c.get('cause'), { rule })
    return c.body(null, 204)
  })
  api.post('/:rule/lifecycle/deactivate', (c) => {
    const transition = { name: 'deactivate', to: 'INACTIVE' }
    moveResource(org, at(c), { id: c.req.param('rule'), transition })
    return c.body(null, 204)
  })
  return api
}

function checkRule(org: OrgState, body: JsonObject): JsonObject {
  if (typeof body['name'] !== 'string' || body['name'].length > 50) {
    throw validationError('name', ['name: The field must have between 1 and 50 characters'])
  }
  conditionOf(body)
  for (const groupId of groupIdsOf(body)) getGroup(org, groupId)
  return body
}

function toRuleJson({ id, created, lastUpdated, status, body }: Resource): JsonObject {
  return { ...body, id, created, lastUpdated, status }
}
