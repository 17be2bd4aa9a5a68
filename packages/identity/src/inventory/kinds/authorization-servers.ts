import { defineKind } from '../kind.ts'
import { objectColumns } from '../read.ts'

const events = ['oauth2.', 'app.oauth2.as.', 'policy.']

export const authorizationServers = defineKind({
  id: 'auth_server',
  title: 'Authorization servers',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.authorizationServers.read',
  list: { path: '/api/v1/authorizationServers', pageSize: 200 },
  one: '/api/v1/authorizationServers/{id}',
  everyMinutes: 24 * 60,
  keeps: 'row',
  volatile: ['lastUpdated', 'credentials'],
  read: (body) => ({ columns: objectColumns(body) }),
  touchedBy: [{ events: ['oauth2.as.'], touch: { what: 'all' } }],
})

/** What tokens may carry: `parent_id` is the server. */
export const oauthScopes = defineKind({
  id: 'oauth_scope',
  title: 'Scopes of authorization servers',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.authorizationServers.read',
  list: { path: '/api/v1/authorizationServers/{id}/scopes', pageSize: null },
  parent: { kind: 'auth_server', by: { parent_id: 'id' } },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read: (body, parent) => ({ columns: objectColumns(body, { parent_id: String(parent['id']) }) }),
  touchedBy: [{ events: ['oauth2.scope.'], touch: { what: 'all' } }],
})

/** `parent_id` is the server. */
export const authServerPolicies = defineKind({
  id: 'auth_server_policy',
  title: 'Policies of authorization servers',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.authorizationServers.read',
  list: { path: '/api/v1/authorizationServers/{id}/policies', pageSize: null },
  parent: { kind: 'auth_server', by: { parent_id: 'id' } },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read: (body, parent) => ({ columns: objectColumns(body, { parent_id: String(parent['id']) }) }),
  touchedBy: [{ events, touch: { what: 'all' } }],
})

/** `parent_id` is the policy, `subject_id` the server. */
export const authServerRules = defineKind({
  id: 'auth_server_rule',
  title: 'Rules of authorization servers',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.authorizationServers.read',
  list: { path: '/api/v1/authorizationServers/{parent_id}/policies/{id}/rules', pageSize: null },
  parent: { kind: 'auth_server_policy', by: { parent_id: 'id' }, columns: ['parent_id'] },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read: (body, parent) => ({
    columns: objectColumns(body, {
      parent_id: String(parent['id']),
      subject_id: String(parent['parent_id']),
    }),
  }),
  touchedBy: [{ events, touch: { what: 'all' } }],
})
