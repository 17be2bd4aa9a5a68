import { Hono } from 'hono'
import { notFoundError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import { getApp } from '../org/apps.ts'
import type { JsonObject } from '../org/json-object.ts'
import { asJsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readObject } from '../org/read-field.ts'
import { userTypes } from '../resources/directory-kinds.ts'
import { resourcesOf } from '../resources/resources.ts'

const baseAttributes = [
  ['login', 'Username'],
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['email', 'Primary email'],
  ['secondEmail', 'Secondary email'],
  ['mobilePhone', 'Mobile phone'],
  ['displayName', 'Display name'],
  ['title', 'Title'],
  ['department', 'Department'],
  ['organization', 'Organization'],
  ['employeeNumber', 'Employee number'],
  ['manager', 'Manager'],
  ['managerId', 'Manager ID'],
  ['city', 'City'],
] as const

/** `/api/v1/meta/schemas`: the attributes of user, app user and group profiles, those of the org's own among them. */
export function schemasApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/user/:schema', (c) => c.json(toUserSchema(org, findType(org, c.req.param('schema')))))
  api.post('/user/:schema', async (c) => {
    const typeId = findType(org, c.req.param('schema'))
    changeCustom(org, typeId, await readBody(c))
    return c.json(toUserSchema(org, typeId))
  })
  api.get('/apps/:app/default', (c) => c.json(toAppUserSchema(org, getApp(org, c.req.param('app')).id)))
  api.post('/apps/:app/default', async (c) => {
    const { id } = getApp(org, c.req.param('app'))
    changeCustom(org, id, await readBody(c))
    return c.json(toAppUserSchema(org, id))
  })
  api.get('/group/default', (c) => c.json(toGroupSchema(org)))
  api.post('/group/default', async (c) => {
    changeCustom(org, 'group', await readBody(c))
    return c.json(toGroupSchema(org))
  })
  return api
}

function findType(org: OrgState, id: string): string {
  if (id === 'default') return org.userTypeId
  if (resourcesOf(org, { kind: userTypes }).has(id)) return id
  throw notFoundError('UserSchema', id)
}

/** Adds and changes attributes of the org's own; one that is set to null is taken away. */
export function changeCustom(org: OrgState, key: string, body: JsonObject): void {
  const custom = asJsonObject(readObject(body, 'definitions')['custom'])
  const changes = Object.entries(asJsonObject(custom['properties']))
  const now = { ...org.customAttributes.get(key), ...Object.fromEntries(changes) }
  org.customAttributes.set(key, Object.fromEntries(Object.entries(now).filter(([, value]) => value !== null)))
}

function toUserSchema(org: OrgState, typeId: string): JsonObject {
  const properties = Object.fromEntries(baseAttributes.map(([name, title]) => [name, toAttribute(title)]))
  const required = ['login', 'firstName', 'lastName', 'email']
  return toSchema(org, {
    path: `user/${typeId}`,
    title: 'User',
    base: { id: '#base', type: 'object', properties, required },
    custom: org.customAttributes.get(typeId) ?? {},
  })
}

function toAppUserSchema(org: OrgState, appId: string): JsonObject {
  const properties = { userName: toAttribute('Username') }
  return toSchema(org, {
    path: `apps/${appId}/default`,
    title: 'App user',
    base: { id: '#base', type: 'object', properties, required: ['userName'] },
    custom: org.customAttributes.get(appId) ?? {},
  })
}

function toGroupSchema(org: OrgState): JsonObject {
  const properties = { name: toAttribute('Name'), description: toAttribute('Description') }
  return toSchema(org, {
    path: 'group/default',
    title: 'Okta group',
    base: { id: '#base', type: 'object', properties, required: ['name'] },
    custom: org.customAttributes.get('group') ?? {},
  })
}

const toAttribute = (title: string) => ({
  title,
  type: 'string',
  mutability: 'READ_WRITE',
  scope: 'NONE',
  permissions: [{ principal: 'SELF', action: 'READ_ONLY' }],
  master: { type: 'PROFILE_MASTER' },
})

type Schema = { path: string; title: string; base: JsonObject; custom: JsonObject }

function toSchema(org: OrgState, { path, title, base, custom }: Schema): JsonObject {
  const href = `${org.baseUrl}/api/v1/meta/schemas/${path}`
  const since = new Date(0).toISOString()
  return {
    id: href,
    $schema: 'http://json-schema.org/draft-04/schema#',
    name: path.split('/')[0],
    title,
    created: since,
    lastUpdated: org.clock().toISOString(),
    type: 'object',
    definitions: { base, custom: { id: '#custom', type: 'object', properties: custom, required: [] } },
    properties: { profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] } },
    _links: { self: { href, method: 'GET', rel: 'self' } },
  }
}
