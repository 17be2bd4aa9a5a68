import type { CallTable } from './call-table.ts'

const lin = '/api/v1/users/{lin.id}/roles'
const targets = `${lin}/{help.id}/targets`
const apps = `${lin}/{appAdmin.id}/targets/catalog/apps`
const ofGroup = '/api/v1/groups/{sales.id}/roles'
const ofClient = '/oauth2/v1/clients/{service.id}/roles'

/** Targets of the roles of a group or a client, which are served as those of users are. */
function targetCalls(holder: string, appTargetStatus: 200 | 204): CallTable['calls'] {
  return [
    [`userAdmin = POST ${holder}`, 200, { type: 'USER_ADMIN' }],
    [`POST ${holder}`, 409, { type: 'USER_ADMIN' }],
    [`GET ${holder}`, 200],
    [`GET ${holder}/{userAdmin.id}`, 200],
    [`PUT ${holder}/{userAdmin.id}/targets/groups/{finance.id}`, 204],
    [`PUT ${holder}/{userAdmin.id}/targets/groups/{engineering.id}`, 204],
    [`GET ${holder}/{userAdmin.id}/targets/groups`, 200],
    [`DELETE ${holder}/{userAdmin.id}/targets/groups/{finance.id}`, 204],
    [`DELETE ${holder}/{userAdmin.id}/targets/groups/{engineering.id}`, 400],
    [`DELETE ${holder}/{userAdmin.id}`, 204],
    [`apps = POST ${holder}`, 200, { type: 'APP_ADMIN' }],
    [`PUT ${holder}/{apps.id}/targets/catalog/apps/slack`, appTargetStatus],
    [`PUT ${holder}/{apps.id}/targets/catalog/apps/oidc_client/{payroll.id}`, 204],
    [`GET ${holder}/{apps.id}/targets/catalog/apps`, 200],
    [`DELETE ${holder}/{apps.id}/targets/catalog/apps/oidc_client/{payroll.id}`, 204],
    [`PUT ${holder}/{apps.id}/targets/catalog/apps/github_enterprise`, appTargetStatus],
    [`DELETE ${holder}/{apps.id}/targets/catalog/apps/slack`, 204],
    [`DELETE ${holder}/{apps.id}`, 204],
  ]
}

export const roles: CallTable = {
  area: 'admin roles and their targets',
  calls: [
    [`help = POST ${lin}`, 201, { type: 'HELP_DESK_ADMIN' }],
    [`GET ${lin}`, 200],
    [`GET ${lin}/{help.id}`, 200],
    [`PUT ${targets}/groups/{finance.id}`, 204],
    [`PUT ${targets}/groups/{sales.id}`, 204],
    [`GET ${targets}/groups`, 200],
    [`GET ${lin}?expand=targets/groups`, 200],
    [`GET ${targets}`, 200],
    [`DELETE ${targets}/groups/{sales.id}`, 204],
    [`DELETE ${targets}/groups/{finance.id}`, 400],
    [`appAdmin = POST ${lin}`, 201, { type: 'APP_ADMIN' }],
    [`PUT ${apps}/slack`, 204],
    [`PUT ${apps}/slack/{slack.id}`, 204],
    [`GET ${apps}`, 200],
    [`GET ${lin}?expand=targets/catalog/apps`, 200],
    [`DELETE ${apps}/slack/{slack.id}`, 204],
    [`PUT ${apps}/salesforce`, 204],
    [`DELETE ${apps}/salesforce`, 204],
    [`PUT ${apps}`, 200],
    [`GET ${lin}/{appAdmin.id}/governance`, 200],
    ['GET /api/v1/iam/assignees/users', 200],
    [`DELETE ${lin}/{appAdmin.id}`, 204],
    [`DELETE ${lin}/{help.id}`, 204],
    ...targetCalls(ofGroup, 200),
    ['POST /api/v1/groups/{everyone.id}/roles', 400, { type: 'USER_ADMIN' }],
    ...targetCalls(ofClient, 204),
  ],
}

const set = '/api/v1/iam/resource-sets/{set.id}'
const role = '/api/v1/iam/roles/{role.id}'
const member = '{url}/api/v1/users/{lin.id}'

export const customRoles: CallTable = {
  area: 'custom roles, resource sets and bindings',
  calls: [
    [
      'role = POST /api/v1/iam/roles',
      200,
      { label: 'User reader', description: 'Reads users', permissions: ['okta.users.read'] },
    ],
    ['GET /api/v1/iam/roles', 200],
    [`GET ${role}`, 200],
    [`PUT ${role}`, 200, { label: 'People reader', description: 'Reads people' }],
    [`POST ${role}/permissions/okta.groups.read`, 204],
    [`GET ${role}/permissions`, 200],
    [`GET ${role}/permissions/okta.groups.read`, 200],
    [
      `PUT ${role}/permissions/okta.users.read`,
      200,
      { conditions: { include: { 'okta:ResourceAttribute/User/Profile': { attributes: ['city'] } } } },
    ],
    [`DELETE ${role}/permissions/okta.groups.read`, 204],
    [
      'set = POST /api/v1/iam/resource-sets',
      200,
      { label: 'All users', description: 'Everybody', resources: ['{url}/api/v1/users'] },
    ],
    ['GET /api/v1/iam/resource-sets', 200],
    [`GET ${set}`, 200],
    [`PUT ${set}`, 200, { label: 'All people', description: 'Everybody' }],
    [`PATCH ${set}/resources`, 200, { additions: ['{url}/api/v1/groups'] }],
    [
      'resource = POST /api/v1/iam/resource-sets/{set.id}/resources',
      200,
      { resourceOrnOrUrl: '{url}/api/v1/apps', conditions: {} },
    ],
    [`GET ${set}/resources`, 200],
    [`GET ${set}/resources/{resource.id}`, 200],
    [`PUT ${set}/resources/{resource.id}`, 200, { conditions: {} }],
    [`DELETE ${set}/resources/{resource.id}`, 204],
    [`POST ${set}/bindings`, 200, { role: '{role.id}', members: [member] }],
    ['GET /api/v1/users/{lin.id}/roles', 200],
    [`GET ${set}/bindings`, 200],
    [`GET ${set}/bindings/{role.id}`, 200],
    [`bound = GET ${set}/bindings/{role.id}/members`, 200],
    [`GET ${set}/bindings/{role.id}/members/{bound.members.0.id}`, 200],
    [`DELETE ${set}/bindings/{role.id}/members/{bound.members.0.id}`, 204],
    [`PATCH ${set}/bindings/{role.id}/members`, 200, { additions: [member] }],
    [`DELETE ${set}/bindings/{role.id}`, 204],
    [`DELETE ${set}`, 204],
    [`DELETE ${role}`, 204],
  ],
}
