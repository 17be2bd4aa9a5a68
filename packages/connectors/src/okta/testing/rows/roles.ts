import type { Row, Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { make, newGroup, newServiceApp, newUser } from '../world.ts'

const holders = {
  user: { make: newUser, roles: (id: string) => `/api/v1/users/${id}/roles`, none: '00unone' },
  group: { make: newGroup, roles: (id: string) => `/api/v1/groups/${id}/roles`, none: '00gnone' },
  client: { make: newServiceApp, roles: (id: string) => `/oauth2/v1/clients/${id}/roles`, none: '0oanone' },
}

/** Somebody with a standard role, and the id of its assignment. */
async function newHolder(org: TestOrg, kind: keyof typeof holders, type = 'USER_ADMIN') {
  const holder = holders[kind]
  const id = holder.make(org)
  return { id, assignment: await make(org, holder.roles(id), { type }) }
}

function holderRows(kind: keyof typeof holders): Rows {
  const missing: Row['missing'] = { input: { [kind]: holders[kind].none } }
  return {
    [`okta.list_${kind}_roles`]: {
      effect: 'read',
      given: async (org) => ({ [kind]: (await newHolder(org, kind)).id }),
      sends: [`GET ${holders[kind].roles(`{${kind}}`)}`],
      gives: { roles: [{ id: '*', type: 'USER_ADMIN', assignmentType: kind.toUpperCase() }] },
      missing,
    },
    [`okta.assign_role_to_${kind}`]: {
      effect: 'write',
      given: (org) => ({ [kind]: holders[kind].make(org), role: 'HELP_DESK_ADMIN' }),
      sends: [`POST ${holders[kind].roles(`{${kind}}`)} {"type":"{role}"}`],
      gives: { id: '*', type: 'HELP_DESK_ADMIN', assignmentType: kind.toUpperCase() },
      missing,
    },
    [`okta.unassign_role_from_${kind}`]: {
      effect: 'idempotent',
      given: async (org) => ({ [kind]: (await newHolder(org, kind)).id, role: 'USER_ADMIN' }),
      sends: [`GET ${holders[kind].roles(`{${kind}}`)}`, `DELETE ${holders[kind].roles(`{${kind}}`)}/*`],
      gives: { statusCode: 204 },
      missing,
      again: { gives: { statusCode: 404 } },
    },
  }
}

/** An assignment with one target, so that another may come and go: the last one cannot be removed. */
async function newTargets(org: TestOrg, kind: 'groups' | 'catalog/apps', targets: readonly string[]) {
  const { id: user, assignment: roleAssignment } = await newHolder(
    org,
    'user',
    kind === 'groups' ? 'USER_ADMIN' : 'APP_ADMIN',
  )
  for (const target of targets) {
    await org.call('PUT', `/api/v1/users/${user}/roles/${roleAssignment}/targets/${kind}/${target}`)
  }
  return { user, roleAssignment }
}

const noHolder = { input: { user: '00unone' } }

export const roleRows: Rows = {
  ...holderRows('user'),
  ...holderRows('group'),
  ...holderRows('client'),
  'okta.list_administrators': {
    effect: 'read',
    given: () => ({ limit: 100 }),
    sends: ['GET /api/v1/iam/assignees/users?limit=100'],
    gives: { users: '*', hasMore: false },
    missing: { never: 'every org has an administrator' },
  },
  'okta.list_role_group_targets': {
    effect: 'read',
    given: (org) => newTargets(org, 'groups', [newGroup(org)]),
    sends: ['GET /api/v1/users/{user}/roles/{roleAssignment}/targets/groups?limit=200'],
    gives: { groups: [{ id: '*', type: 'OKTA_GROUP' }], hasMore: false },
    missing: noHolder,
  },
  'okta.add_role_group_target': {
    effect: 'idempotent',
    async given(org) {
      return { ...(await newTargets(org, 'groups', [newGroup(org)])), group: newGroup(org) }
    },
    sends: ['PUT /api/v1/users/{user}/roles/{roleAssignment}/targets/groups/{group}'],
    gives: { statusCode: 204 },
    missing: noHolder,
  },
  'okta.remove_role_group_target': {
    effect: 'idempotent',
    async given(org) {
      const group = newGroup(org)
      return { ...(await newTargets(org, 'groups', [newGroup(org), group])), group }
    },
    sends: ['DELETE /api/v1/users/{user}/roles/{roleAssignment}/targets/groups/{group}'],
    gives: { statusCode: 204 },
    missing: noHolder,
    again: { gives: { statusCode: 404 } },
  },
  'okta.list_role_application_targets': {
    effect: 'read',
    given: (org) => newTargets(org, 'catalog/apps', ['salesforce']),
    sends: ['GET /api/v1/users/{user}/roles/{roleAssignment}/targets/catalog/apps?limit=200'],
    gives: { applications: [{ name: 'salesforce' }], hasMore: false },
    missing: noHolder,
  },
  'okta.add_role_application_target': {
    effect: 'idempotent',
    async given(org) {
      return { ...(await newTargets(org, 'catalog/apps', ['salesforce'])), appName: 'slack' }
    },
    sends: ['PUT /api/v1/users/{user}/roles/{roleAssignment}/targets/catalog/apps/{appName}'],
    gives: { statusCode: 204 },
    missing: noHolder,
  },
  'okta.remove_role_application_target': {
    effect: 'idempotent',
    async given(org) {
      return { ...(await newTargets(org, 'catalog/apps', ['salesforce', 'slack'])), appName: 'slack' }
    },
    sends: ['DELETE /api/v1/users/{user}/roles/{roleAssignment}/targets/catalog/apps/{appName}'],
    gives: { statusCode: 204 },
    missing: noHolder,
    again: { gives: { statusCode: 404 } },
  },
}
