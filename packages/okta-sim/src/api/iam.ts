import { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import type { JsonObject } from '../org/json-object.ts'
import { asTexts } from '../org/json-object.ts'
import { newId } from '../org/ids.ts'
import type { OrgState } from '../org/org-state.ts'
import { readObject, readText } from '../org/read-field.ts'
import type { CustomRole } from '../org/roles.ts'
import { getCustomRole } from '../org/roles.ts'

/** `/api/v1/iam/roles` and `/api/v1/iam/assignees/users`: roles that the org defined, and who has any role. */
export function iamApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/roles', (c) =>
    c.json({ roles: [...org.customRoles.values()].map((role) => toJson(org, role)), _links: {} }),
  )
  api.post('/roles', async (c) => {
    const body = await readBody(c)
    const permissions = asTexts(body['permissions'])
    if (permissions.length === 0)
      throw validationError('permissions', ['permissions: At least one is needed'])
    const now = org.clock().toISOString()
    const role: CustomRole = {
      sequence: org.nextSequence(),
      id: newId(org, 'cr0'),
      ...readTexts(body),
      permissions,
      created: now,
      lastUpdated: now,
    }
    if ([...org.customRoles.values()].some(({ label }) => label === role.label)) {
      throw validationError('label', [
        'label: An object with this field already exists in the current organization',
      ])
    }
    org.customRoles.set(role.id, role)
    return c.json(toJson(org, role))
  })
  api.get('/roles/:role', (c) => c.json(toJson(org, getCustomRole(org, c.req.param('role')))))
  api.put('/roles/:role', async (c) => {
    const texts = readTexts(await readBody(c))
    const lastUpdated = org.clock().toISOString()
    return c.json(
      toJson(org, put(org, { ...getCustomRole(org, c.req.param('role')), ...texts, lastUpdated })),
    )
  })
  api.delete('/roles/:role', (c) => {
    org.customRoles.delete(getCustomRole(org, c.req.param('role')).id)
    return c.body(null, 204)
  })
  api.get('/roles/:role/permissions', (c) => {
    const role = getCustomRole(org, c.req.param('role'))
    return c.json({ permissions: role.permissions.map((label) => toPermissionJson(org, role, label)) })
  })
  api.get('/roles/:role/permissions/:permission', (c) => {
    const role = getCustomRole(org, c.req.param('role'))
    const label = c.req.param('permission')
    if (!role.permissions.includes(label)) throw notFoundError('Permission', label)
    return c.json(toPermissionJson(org, role, label))
  })
  api.post('/roles/:role/permissions/:permission', (c) => {
    const role = getCustomRole(org, c.req.param('role'))
    put(org, { ...role, permissions: [...new Set([...role.permissions, c.req.param('permission')])] })
    return c.body(null, 204)
  })
  api.put('/roles/:role/permissions/:permission', async (c) => {
    const role = getCustomRole(org, c.req.param('role'))
    const label = c.req.param('permission')
    if (!role.permissions.includes(label)) throw notFoundError('Permission', label)
    const conditions = readObject(await readBody(c), 'conditions')
    org.settings.set(conditionKey(role, label), conditions)
    return c.json(toPermissionJson(org, role, label))
  })
  api.delete('/roles/:role/permissions/:permission', (c) => {
    const role = getCustomRole(org, c.req.param('role'))
    const permissions = role.permissions.filter((label) => label !== c.req.param('permission'))
    put(org, { ...role, permissions })
    return c.body(null, 204)
  })
  api.get('/assignees/users', (c) => {
    const holders = [...org.roles].filter(([id, roles]) => org.users.has(id) && roles.length > 0)
    const value = holders.map(([id]) => ({
      id,
      orn: `orn:okta:directory:${org.id}:users:${id}`,
      _links: {
        self: { href: `${org.baseUrl}/api/v1/users/${id}` },
        roles: { href: `${org.baseUrl}/api/v1/users/${id}/roles` },
      },
    }))
    return c.json({ value, _links: {} })
  })
  return api
}

function readTexts(body: JsonObject): { label: string; description: string } {
  const [label, description] = [readText(body, 'label'), readText(body, 'description')]
  if (!label) throw validationError('label', ['label: The field cannot be left blank'])
  if (!description) throw validationError('description', ['description: The field cannot be left blank'])
  return { label, description }
}

function put(org: OrgState, role: CustomRole): CustomRole {
  org.customRoles.set(role.id, role)
  return role
}

function toJson(org: OrgState, { id, label, description, created, lastUpdated }: CustomRole): JsonObject {
  const self = `${org.baseUrl}/api/v1/iam/roles/${id}`
  return {
    id,
    label,
    description,
    created,
    lastUpdated,
    _links: { self: { href: self }, permissions: { href: `${self}/permissions` } },
  }
}

const conditionKey = ({ id }: CustomRole, label: string) => `/api/v1/iam/roles/${id}/permissions/${label}`

function toPermissionJson(org: OrgState, role: CustomRole, label: string): JsonObject {
  const path = `${org.baseUrl}/api/v1/iam/roles/${role.id}`
  const conditions = org.settings.get(conditionKey(role, label))
  return {
    label,
    created: role.created,
    lastUpdated: role.lastUpdated,
    ...(conditions === undefined ? {} : { conditions }),
    _links: { role: { href: path }, self: { href: `${path}/permissions/${label}` } },
  }
}
