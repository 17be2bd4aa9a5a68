import { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { App } from '../org/apps.ts'
import { getApp } from '../org/apps.ts'
import { asJsonObject, asTexts } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readText } from '../org/read-field.ts'
import { record } from '../org/system-log.ts'
import type { Resource } from '../resources/resource-kind.ts'
import { toResourceJson } from '../resources/resource-api.ts'
import { createResource, getResource, insertResource, resourcesOf } from '../resources/resources.ts'
import { policies, policyRules } from '../resources/security-kinds.ts'
import { toAppJson } from './app-json.ts'

const collection = { kind: policies }

/** `/api/v1/policies/…`: what policies are for: apps, mappings, copies and simulations. */
export function policiesApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const find = (c: SimContext) => getResource(org, collection, c.req.param('policy') ?? '')
  api.post('/simulate', async (c) => {
    const requests: unknown = JSON.parse(await c.req.text())
    if (!Array.isArray(requests)) throw validationError('simulate', ['Expected a list of simulations'])
    return c.json(requests.flatMap((request) => simulate(org, asJsonObject(request))))
  })
  api.get('/:policy/app', (c) => c.json(appsOf(org, find(c)).map((app) => toAppJson(org, app))))
  api.post('/:policy/clone', (c) => c.json(toResourceJson(org, collection, clone(org, c, find(c)))))
  api.get('/:policy/mappings', (c) => {
    const policy = find(c)
    return c.json(appsOf(org, policy).map((app) => toMappingJson(org, policy, app)))
  })
  api.post('/:policy/mappings', async (c) => {
    const policy = find(c)
    const resourceId = readText(await readBody(c), 'resourceId')
    if (resourceId === undefined)
      throw validationError('resourceId', ['resourceId: The field cannot be left blank'])
    return c.json(toMappingJson(org, policy, assignPolicy(org, c, { policy, appId: resourceId })))
  })
  api.get('/:policy/mappings/:mapping', (c) => {
    const policy = find(c)
    return c.json(toMappingJson(org, policy, findMapped(org, policy, c.req.param('mapping'))))
  })
  api.delete('/:policy/mappings/:mapping', (c) => {
    org.appPolicies.delete(findMapped(org, find(c), c.req.param('mapping')).id)
    return c.body(null, 204)
  })
  return api
}

/** `PUT /api/v1/apps/{id}/policies/{policyId}`: the sign-on policy of an app. */
export function appPoliciesApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.put('/:app/policies/:policy', (c) => {
    const policy = getResource(org, collection, c.req.param('policy'))
    assignPolicy(org, c, { policy, appId: c.req.param('app') })
    return c.body(null, 204)
  })
  return api
}

function assignPolicy(
  org: OrgState,
  c: SimContext,
  { policy, appId }: { policy: Resource; appId: string },
): App {
  const app = getApp(org, appId)
  if (policy.body['type'] !== 'ACCESS_POLICY' && policy.body['type'] !== 'PROFILE_ENROLLMENT') {
    throw validationError('policy', [
      `policy: A policy of type ${String(policy.body['type'])} is not for apps`,
    ])
  }
  org.appPolicies.set(app.id, policy.id)
  const displayName = String(policy.body['name'])
  const target = [{ id: policy.id, type: 'Policy', alternateId: 'unknown', displayName, detailEntry: null }]
  record(org, c.get('cause'), { eventType: 'policy.mapping.create', target })
  return app
}

/** Apps that nobody gave a policy use the default one of the org. */
function appsOf(org: OrgState, policy: Resource): App[] {
  const isDefault = policy.body['type'] === 'ACCESS_POLICY' && policy.body['system'] === true
  return [...org.apps.values()].filter(({ id }) => {
    const assigned = org.appPolicies.get(id)
    return assigned === policy.id || (assigned === undefined && isDefault)
  })
}

function findMapped(org: OrgState, policy: Resource, mappingId: string): App {
  const app = appsOf(org, policy).find(({ id }) => mappingIdOf(id) === mappingId)
  if (app === undefined) throw notFoundError('PolicyMapping', mappingId)
  return app
}

const mappingIdOf = (appId: string) => `rst${appId.slice(3)}`

function toMappingJson(org: OrgState, policy: Resource, app: App) {
  const path = `${org.baseUrl}${policies.path}/${policy.id}`
  const id = mappingIdOf(app.id)
  return {
    id,
    _links: {
      self: { href: `${path}/mappings/${id}` },
      policy: { href: path },
      application: { href: `${org.baseUrl}/api/v1/apps/${app.id}` },
    },
  }
}

function clone(org: OrgState, c: SimContext, policy: Resource): Resource {
  const body = {
    ...policy.body,
    name: `[cloned] ${String(policy.body['name'])}`,
    system: false,
    priority: undefined,
  }
  const copy = createResource(org, { collection, cause: c.get('cause') }, { body })
  for (const rule of resourcesOf(org, { kind: policyRules, parentId: policy.id }).values()) {
    insertResource(org, { kind: policyRules, parentId: copy.id }, { body: rule.body })
  }
  return copy
}

/** Says which policies and rules come first; conditions of people and networks are not weighed. */
function simulate(org: OrgState, request: Record<string, unknown>) {
  const app = getApp(org, readText(request, 'appInstance') ?? '')
  const types = asTexts(request['policyTypes'])
  return types.map((type) => {
    const live = [...resourcesOf(org, collection).values()].filter(
      (policy) => policy.body['type'] === type && policy.status === 'ACTIVE',
    )
    const assigned = live.filter((policy) => type !== 'ACCESS_POLICY' || appsOf(org, policy).includes(app))
    const found = assigned.slice(0, 1).map((policy) => ({
      id: policy.id,
      name: policy.body['name'],
      status: 'MATCH',
      conditions: [],
      rules: [...resourcesOf(org, { kind: policyRules, parentId: policy.id }).values()]
        .slice(0, 1)
        .map((rule) => ({ id: rule.id, name: rule.body['name'], status: 'MATCH', conditions: [] })),
    }))
    return {
      policyType: [type],
      status: found.length > 0 ? 'MATCH' : 'NOT_MATCH',
      result: { policies: found },
      evaluated: { policies: found },
      undefined: { policies: [] },
    }
  })
}
