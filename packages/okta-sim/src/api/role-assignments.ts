import { Hono } from 'hono'
import { OktaError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import { readText } from '../org/read-field.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import { getApp, toAppParty } from '../org/apps.ts'
import { isFilledByRules } from '../org/group-rules.ts'
import { getGroup, toGroupParty } from '../org/groups.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import type { RoleAssignment, RoleHolder } from '../org/roles.ts'
import { assignRole, changeTargets, getRole, listRoles, listRolesOfUser, unassignRole } from '../org/roles.ts'
import { toUserParty } from '../org/user.ts'
import { toGroupJson } from './group-json.ts'
import { mountRoleTargets, toCatalogJson, toTargetsJson } from './role-targets.ts'
import { findRequested } from './users.ts'

/** `…/{id}/roles` of users, groups and OAuth clients: their admin roles. */
function roleAssignmentsApi(org: OrgState, area: Area): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const show = (holder: RoleHolder, role: RoleAssignment, expand?: string) => {
    const assignee = `${org.baseUrl}${area.path}/${holder.party.id}`
    return { ...toRoleJson(role, { org, assignee }), ...embedTargets(org, role, expand) }
  }
  api.get('/:holder/roles', (c) => {
    const holder = area.find(c)
    const user = holder.kind === 'USER' ? org.users.get(holder.party.id) : undefined
    const roles = user === undefined ? listRoles(org, holder.party) : listRolesOfUser(org, user)
    return c.json(roles.map((role) => show(holder, role, c.req.query('expand'))))
  })
  api.post('/:holder/roles', async (c) => {
    const holder = area.find(c)
    checkHolder(org, holder)
    const role = assignRole(org, c.get('cause'), { holder, grant: readGrant(await readBody(c)) })
    return c.json(show(holder, role), area.createdStatus)
  })
  api.get('/:holder/roles/:role', (c) => {
    const holder = area.find(c)
    return c.json(show(holder, getRole(org, holder.party.id, c.req.param('role'))))
  })
  api.delete('/:holder/roles/:role', (c) => {
    unassignRole(org, c.get('cause'), { holder: area.find(c), roleId: c.req.param('role') })
    return c.body(null, 204)
  })
  mountRoleTargets(api, org, area)
  return api
}

type Area = {
  path: string
  createdStatus: 200 | 201
  appTargetStatus: 200 | 204
  find(c: SimContext): RoleHolder
}

export function userRolesApi(org: OrgState): Hono<SimEnv> {
  const find = (c: SimContext): RoleHolder => {
    return { kind: 'USER', party: toUserParty(findRequested(org, c, 'holder')) }
  }
  const area: Area = { path: '/api/v1/users', createdStatus: 201, appTargetStatus: 204, find }
  const api = roleAssignmentsApi(org, area)
  const roleOf = (c: SimContext) => getRole(org, find(c).party.id, c.req.param('role') ?? '')
  api.get('/:holder/roles/:role/targets', (c) => c.json(toTargetsJson(org, roleOf(c))))
  // Whoever gets every app as a target is narrowed to none.
  api.put('/:holder/roles/:role/targets/catalog/apps', (c) => {
    const holder = find(c)
    const role = { ...roleOf(c), appTargets: [] }
    changeTargets(org, c.get('cause'), { holder, role, party: holder.party, isGrant: true })
    return c.body(null, 200)
  })
  // Roles of the simulated org come from no governance product.
  api.get('/:holder/roles/:role/governance', (c) => {
    roleOf(c)
    return c.json({ grants: [], _links: {} })
  })
  return api
}

export const groupRolesApi = (org: OrgState): Hono<SimEnv> =>
  roleAssignmentsApi(org, {
    path: '/api/v1/groups',
    createdStatus: 200,
    appTargetStatus: 200,
    find: (c) => ({ kind: 'GROUP', party: toGroupParty(getGroup(org, c.req.param('holder') ?? '')) }),
  })

export const clientRolesApi = (org: OrgState): Hono<SimEnv> =>
  roleAssignmentsApi(org, {
    path: '/oauth2/v1/clients',
    createdStatus: 200,
    appTargetStatus: 204,
    find: (c) => ({ kind: 'CLIENT', party: toAppParty(getApp(org, c.req.param('holder') ?? '')) }),
  })

const maxMembers = 5000

function checkHolder(org: OrgState, { kind, party: { id } }: RoleHolder): void {
  const group = org.groups.get(id)
  if (kind === 'GROUP' && group !== undefined) {
    if (group.type === 'BUILT_IN') throw new OktaError('E0000211')
    if (group.type !== 'OKTA_GROUP') throw new OktaError('E0000194')
    if (group.memberIds.size > maxMembers) throw new OktaError('E0000193')
    if (isFilledByRules(org, id)) throw new OktaError('E0000192')
  }
  if (kind === 'CLIENT' && org.apps.get(id)?.oauth?.applicationType !== 'service')
    throw new OktaError('E0000227')
}

/** `expand=targets/groups` and `expand=targets/catalog/apps`. */
function embedTargets(org: OrgState, role: RoleAssignment, expand: string | undefined): JsonObject {
  if (expand === 'targets/groups') {
    const groups = role.groupTargets.flatMap((id) => org.groups.get(id) ?? [])
    return { _embedded: { targets: { groups: groups.map((group) => toGroupJson(org, group)) } } }
  }
  if (expand === 'targets/catalog/apps') {
    const apps = role.appTargets.map((target) => toCatalogJson(org, target))
    return { _embedded: { targets: { catalog: { apps } } } }
  }
  return {}
}

function readGrant(body: JsonObject) {
  const type = readText(body, 'type')
  if (type === undefined) throw validationError('type', ['type: The field cannot be left blank'])
  if (type !== 'CUSTOM') return { type }
  const [customRoleId, resourceSetId] = [readText(body, 'role'), readText(body, 'resource-set')]
  if (customRoleId === undefined || resourceSetId === undefined) {
    throw validationError('role', ['role: A custom role needs role and resource-set'])
  }
  return { type, customRoleId, resourceSetId }
}

function toRoleJson(
  role: RoleAssignment,
  { org, assignee }: { org: OrgState; assignee: string },
): JsonObject {
  const { customRoleId, resourceSetId, groupTargets: _groups, appTargets: _apps, ...facts } = role
  const iam = `${org.baseUrl}/api/v1/iam`
  return {
    ...facts,
    status: 'ACTIVE',
    lastUpdated: role.created,
    ...(customRoleId === undefined ? {} : { role: customRoleId, 'resource-set': resourceSetId }),
    _links: {
      assignee: { href: assignee },
      ...(customRoleId === undefined ? {} : { role: { href: `${iam}/roles/${customRoleId}` } }),
      ...(resourceSetId === undefined
        ? {}
        : { 'resource-set': { href: `${iam}/resource-sets/${resourceSetId}` } }),
    },
  }
}
