import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { firstId, newApp, newAssignment, newGroup, newName, newServiceApp, newUser } from '../world.ts'

const noApp = { input: { application: '0oanone' } }

async function newGroupAssignment(org: TestOrg): Promise<{ application: string; group: string }> {
  const [application, group] = [newApp(org), newGroup(org)]
  await org.call('PUT', `/api/v1/apps/${application}/groups/${group}`, {
    priority: 3,
    profile: { role: 'x' },
  })
  return { application, group }
}

async function newToken(org: TestOrg): Promise<{ application: string; token: string }> {
  const application = newServiceApp(org)
  org.sim.org.authorizeApp({ appId: application, userId: newUser(org), scopes: ['profile'] })
  return { application, token: await firstId(org, `/api/v1/apps/${application}/tokens`) }
}

async function newGrant(org: TestOrg): Promise<{ application: string; scope: string }> {
  const application = newServiceApp(org)
  const grant = { scopeId: 'okta.users.read', issuer: org.sim.url }
  await org.call('POST', `/api/v1/apps/${application}/grants`, grant)
  return { application, scope: 'okta.users.read' }
}

async function newInactiveApp(org: TestOrg): Promise<{ application: string }> {
  const application = newApp(org)
  await org.call('POST', `/api/v1/apps/${application}/lifecycle/deactivate`)
  return { application }
}

export const applicationRows: Rows = {
  'okta.read_application': {
    effect: 'read',
    given: (org) => ({ application: newApp(org) }),
    sends: ['GET /api/v1/apps/{application}'],
    gives: { id: '{application}', label: '*', status: 'ACTIVE' },
    missing: noApp,
  },
  'okta.search_applications': {
    effect: 'read',
    given({ sim }) {
      const label = newName('Sought')
      sim.org.createApp({ name: 'sought', label, signOnMode: 'BOOKMARK' })
      return { query: label, limit: 5 }
    },
    sends: ['GET /api/v1/apps?q={query}&limit=6'],
    gives: { applications: [{ label: '{query}' }], application: { label: '{query}' }, hasMore: false },
    missing: { input: { query: 'nothing of the kind' }, gives: { applications: [], application: null } },
  },
  'okta.list_user_applications': {
    effect: 'read',
    given: (org) => ({ user: newAssignment(org).user }),
    sends: ['GET /api/v1/apps?filter=user.id eq "{user}"&limit=200'],
    gives: { applications: [{ id: '*', label: '*' }], hasMore: false },
    missing: { input: { user: '00unone' }, gives: { applications: [] } },
  },
  'okta.list_application_users': {
    effect: 'read',
    given: (org) => ({ application: newAssignment(org).application }),
    sends: ['GET /api/v1/apps/{application}/users?limit=500'],
    gives: { users: [{ id: '*', scope: 'USER', profile: { role: 'Analyst' } }], hasMore: false },
    missing: noApp,
  },
  'okta.read_application_user': {
    effect: 'read',
    given: newAssignment,
    sends: ['GET /api/v1/apps/{application}/users/{user}'],
    gives: { id: '{user}', scope: 'USER', profile: { role: 'Analyst' } },
    missing: { input: { user: '00unone' } },
  },
  'okta.assign_user_to_application': {
    effect: 'write',
    given: (org) => ({
      application: newApp(org),
      user: newUser(org),
      userName: 'lin',
      profile: { role: 'Analyst' },
    }),
    sends: [
      'POST /api/v1/apps/{application}/users {"id":"{user}","scope":"USER","credentials":{"userName":"lin"},"profile":{profile}}',
    ],
    gives: { id: '{user}', scope: 'USER', credentials: { userName: 'lin' }, profile: { role: 'Analyst' } },
    missing: noApp,
  },
  'okta.update_application_user': {
    effect: 'idempotent',
    given: (org) => ({ ...newAssignment(org), userName: 'lin.okoro', profile: { role: 'Lead' } }),
    sends: [
      'POST /api/v1/apps/{application}/users/{user} {"credentials":{"userName":"{userName}"},"profile":{profile}}',
    ],
    gives: { id: '{user}', credentials: { userName: 'lin.okoro' }, profile: { role: 'Lead' } },
    missing: noApp,
  },
  'okta.remove_user_from_application': {
    effect: 'idempotent',
    given: newAssignment,
    sends: ['DELETE /api/v1/apps/{application}/users/{user}?sendEmail=false'],
    gives: { statusCode: 204 },
    missing: noApp,
    again: { gives: { statusCode: 404 } },
  },
  'okta.list_application_groups': {
    effect: 'read',
    given: async (org) => ({ application: (await newGroupAssignment(org)).application }),
    sends: ['GET /api/v1/apps/{application}/groups?limit=200'],
    gives: { groups: [{ id: '*', priority: 3 }], hasMore: false },
    missing: noApp,
  },
  'okta.assign_group_to_application': {
    effect: 'idempotent',
    given: (org) => ({ application: newApp(org), group: newGroup(org), priority: 2, profile: { role: 'x' } }),
    sends: ['PUT /api/v1/apps/{application}/groups/{group} {"priority":2,"profile":{profile}}'],
    gives: { id: '{group}', priority: 2, profile: { role: 'x' } },
    missing: noApp,
  },
  'okta.remove_group_from_application': {
    effect: 'idempotent',
    given: newGroupAssignment,
    sends: ['DELETE /api/v1/apps/{application}/groups/{group}'],
    gives: { statusCode: 204 },
    missing: noApp,
    again: { gives: { statusCode: 404 } },
  },
  'okta.activate_application': {
    effect: 'idempotent',
    given: newInactiveApp,
    sends: ['POST /api/v1/apps/{application}/lifecycle/activate'],
    gives: { statusCode: 200 },
    missing: noApp,
  },
  'okta.deactivate_application': {
    effect: 'idempotent',
    given: (org) => ({ application: newApp(org) }),
    sends: ['POST /api/v1/apps/{application}/lifecycle/deactivate'],
    gives: { statusCode: 200 },
    missing: noApp,
  },
  'okta.list_application_features': {
    effect: 'read',
    given: (org) => ({ application: newApp(org) }),
    sends: ['GET /api/v1/apps/{application}/features'],
    gives: { features: '*' },
    missing: noApp,
  },
  'okta.read_application_user_schema': {
    effect: 'read',
    given: (org) => ({ application: newApp(org) }),
    sends: ['GET /api/v1/meta/schemas/apps/{application}/default'],
    gives: { attributes: { userName: '*' }, schema: '*' },
    missing: noApp,
  },
  'okta.list_application_grants': {
    effect: 'read',
    given: async (org) => ({ application: (await newGrant(org)).application }),
    sends: ['GET /api/v1/apps/{application}/grants'],
    gives: { grants: [{ id: '*', scopeId: 'okta.users.read' }] },
    missing: noApp,
  },
  'okta.grant_application_scope': {
    effect: 'write',
    given: (org) => ({ application: newServiceApp(org), scope: 'okta.groups.read' }),
    sends: [
      'GET /api/v1/apps/{application}/grants',
      'POST /api/v1/apps/{application}/grants {"scopeId":"{scope}","issuer":"{org}"}',
    ],
    gives: { id: '*', scopeId: '{scope}' },
    missing: noApp,
  },
  'okta.revoke_application_scope': {
    effect: 'idempotent',
    given: newGrant,
    sends: ['GET /api/v1/apps/{application}/grants', 'DELETE /api/v1/apps/{application}/grants/*'],
    gives: { statusCode: 204 },
    missing: noApp,
    again: { gives: { statusCode: 404 } },
  },
  'okta.list_application_tokens': {
    effect: 'read',
    given: async (org) => ({ application: (await newToken(org)).application }),
    sends: ['GET /api/v1/apps/{application}/tokens?limit=200'],
    gives: { tokens: [{ id: '*', scopes: ['profile'] }], hasMore: false },
    missing: noApp,
  },
  'okta.revoke_application_tokens': {
    effect: 'idempotent',
    given: async (org) => ({ application: (await newToken(org)).application }),
    sends: ['DELETE /api/v1/apps/{application}/tokens'],
    gives: { statusCode: 204 },
    missing: noApp,
  },
  'okta.revoke_application_token': {
    effect: 'idempotent',
    given: newToken,
    sends: ['DELETE /api/v1/apps/{application}/tokens/{token}'],
    gives: { statusCode: 204 },
    missing: noApp,
    again: { gives: { statusCode: 404 } },
  },
}
