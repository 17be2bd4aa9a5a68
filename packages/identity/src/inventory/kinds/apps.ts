import { isJsonObject } from '@keyway/sdk'
import { defineKind } from '../kind.ts'
import { at, lastOfLink, number, objectColumns, searchText, text, texts, time } from '../read.ts'

export const apps = defineKind({
  id: 'app',
  title: 'Applications',
  table: 'okta_apps',
  key: ['id'],
  scope: 'okta.apps.read',
  list: { path: '/api/v1/apps', pageSize: 200 },
  one: '/api/v1/apps/{id}',
  everyMinutes: 24 * 60,
  keeps: 'row',
  volatile: ['lastUpdated'],
  read(body) {
    const id = text(body, 'id')
    if (id === null) return undefined
    const name = text(body, 'name') ?? id
    const label = text(body, 'label') ?? name
    return {
      columns: {
        id,
        name,
        label,
        status: text(body, 'status') ?? '',
        sign_on_mode: text(body, 'signOnMode'),
        client_id: text(body, 'credentials', 'oauthClient', 'client_id'),
        client_type: text(body, 'settings', 'oauthClient', 'application_type'),
        client_auth_method: text(body, 'credentials', 'oauthClient', 'token_endpoint_auth_method'),
        policy_id: lastOfLink(body, 'accessPolicy'),
        features: JSON.stringify(texts(body, 'features')),
        created_at: time(body, 'created'),
        updated_at: time(body, 'lastUpdated'),
        search: searchText(label, name),
      },
    }
  },
  touchedBy: [
    {
      events: ['application.lifecycle.', 'application.policy.', 'app.oauth2.client.lifecycle.'],
      touch: { what: 'object', target: 'AppInstance' },
    },
  ],
})

/** Accounts in apps. Okta has one for each user and app, however many ways lead there; `scope` says which of them won. */
export const appUsers = defineKind({
  id: 'app_user',
  title: 'Application assignments of users',
  table: 'okta_app_users',
  key: ['app_id', 'user_id'],
  scope: 'okta.apps.read',
  list: { path: '/api/v1/apps/{id}/users', pageSize: 500 },
  one: '/api/v1/apps/{app_id}/users/{user_id}',
  parent: { kind: 'app', by: { app_id: 'id' } },
  everyMinutes: 24 * 60,
  keeps: 'edge',
  volatile: ['lastSync', 'lastUpdated'],
  read(body, parent) {
    const user_id = text(body, 'id')
    if (user_id === null) return undefined
    const profile = at(body, 'profile')
    return {
      // What an app may do with an account is told by its profile; the rest are columns.
      body: isJsonObject(profile) ? { profile } : {},
      columns: {
        app_id: String(parent['id']),
        user_id,
        scope: text(body, 'scope'),
        status: text(body, 'status'),
        sync_state: text(body, 'syncState'),
        user_name: text(body, 'credentials', 'userName'),
        created_at: time(body, 'created'),
        updated_at: time(body, 'lastUpdated'),
        status_changed_at: time(body, 'statusChanged'),
        password_changed_at: time(body, 'passwordChanged'),
      },
    }
  },
  // Events name the app and the user; `app-user-events.ts` reads the pair.
  touchedBy: [],
})

export const appGroups = defineKind({
  id: 'app_group',
  title: 'Application assignments of groups',
  table: 'okta_app_groups',
  key: ['app_id', 'group_id'],
  scope: 'okta.apps.read',
  list: { path: '/api/v1/apps/{id}/groups', pageSize: 200 },
  parent: { kind: 'app', by: { app_id: 'id' } },
  everyMinutes: 24 * 60,
  keeps: 'edge',
  volatile: ['lastUpdated'],
  read(body, parent) {
    const group_id = text(body, 'id')
    if (group_id === null) return undefined
    const profile = at(body, 'profile')
    return {
      body: isJsonObject(profile) ? { profile } : {},
      columns: {
        app_id: String(parent['id']),
        group_id,
        priority: number(body, 'priority'),
        updated_at: time(body, 'lastUpdated'),
      },
    }
  },
  touchedBy: [
    {
      events: ['group.application_assignment.'],
      touch: { what: 'children', target: 'AppInstance' },
    },
  ],
})

/** Scopes that an OAuth client is granted: `parent_id` is the app, `name` the scope. */
export const appGrants = defineKind({
  id: 'app_grant',
  title: 'Granted scopes',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.appGrants.read',
  list: { path: '/api/v1/apps/{id}/grants', pageSize: null },
  parent: { kind: 'app', by: { parent_id: 'id' }, having: 'client_id' },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read: (body, parent) => ({
    columns: objectColumns(body, { parent_id: String(parent['id']), name: text(body, 'scopeId') ?? '' }),
  }),
  touchedBy: [
    {
      events: ['app.oauth2.consent.', 'app.oauth2.admin.consent.'],
      touch: { what: 'children', target: 'AppInstance' },
    },
  ],
})

/** Secrets of OAuth clients, without what they are: `parent_id` is the app. */
export const clientSecrets = defineKind({
  id: 'client_secret',
  title: 'Client secrets',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.apps.read',
  list: { path: '/api/v1/apps/{id}/credentials/secrets', pageSize: null },
  parent: {
    kind: 'app',
    by: { parent_id: 'id' },
    only: {
      client_auth_method: [
        'client_secret_basic',
        'client_secret_post',
        'client_secret_jwt',
        'private_key_jwt',
      ],
    },
  },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read: (body, parent) => ({ columns: objectColumns(body, { parent_id: String(parent['id']) }) }),
  touchedBy: [
    {
      events: ['app.oauth2.client.lifecycle.', 'app.oauth2.credentials.lifecycle.'],
      touch: { what: 'children', target: 'AppInstance' },
    },
  ],
})

/** Signing certificates of apps: `parent_id` is the app, `expires_at` when they end. */
export const appKeys = defineKind({
  id: 'app_key',
  title: 'Signing keys of applications',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.apps.read',
  list: { path: '/api/v1/apps/{id}/credentials/keys', pageSize: null },
  parent: {
    kind: 'app',
    by: { parent_id: 'id' },
    only: { sign_on_mode: ['SAML_2_0', 'SAML_1_1', 'WS_FEDERATION'] },
  },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read(body, parent) {
    const kid = text(body, 'kid')
    const parent_id = String(parent['id'])
    return kid === null
      ? undefined
      : {
          columns: objectColumns(body, {
            id: `${parent_id}/${kid}`,
            parent_id,
            name: kid,
            type: text(body, 'kty'),
          }),
        }
  },
  touchedBy: [
    { events: ['application.lifecycle.update'], touch: { what: 'children', target: 'AppInstance' } },
  ],
})

/** API service integrations of the catalogue: `type` is their kind, `subject_id` who installed them. */
export const apiServices = defineKind({
  id: 'api_service',
  title: 'API service integrations',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.oauthIntegrations.read',
  list: { path: '/integrations/api/v1/api-services', pageSize: null },
  one: '/integrations/api/v1/api-services/{id}',
  everyMinutes: 24 * 60,
  keeps: 'row',
  read: (body) => ({
    columns: objectColumns(body, {
      subject_id: text(body, 'createdBy'),
      created_at: time(body, 'createdAt'),
    }),
  }),
  touchedBy: [
    { events: ['oauth.integration.', 'app.api_service.', 'app.oauth2.api_service.'], touch: { what: 'all' } },
  ],
})
