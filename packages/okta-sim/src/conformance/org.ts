import type { CallTable } from './call-table.ts'

const methods = '/api/v1/authenticators/{phone.id}/methods'
const links = '/api/v1/idps/{idp.id}/users'
const sessions = '/api/v1/identity-sources/0oaSource/sessions'
const relation = {
  primary: { name: 'manager', title: 'Manager', type: 'USER' },
  associated: { name: 'report', title: 'Report', type: 'USER' },
}
const imported = { userName: 'new@acme.test', email: 'new@acme.test', firstName: 'New', lastName: 'Hire' }
const badge = { badge: { title: 'Badge', type: 'string', scope: 'NONE' } }
const custom = { definitions: { custom: { id: '#custom', type: 'object', properties: badge } } }
const hook = {
  name: 'keyway',
  events: { type: 'EVENT_TYPE', items: ['user.lifecycle.suspend'] },
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: { uri: '{receiver.url}', authScheme: { type: 'HEADER', key: 'X-API-Key', value: 'secret' } },
  },
}

const stream = {
  delivery: { method: 'urn:ietf:rfc:8935', endpoint_url: 'https://ssf.acme.test/events' },
  events_requested: ['https://schemas.openid.net/secevent/caep/event-type/session-revoked'],
}

export const relations: CallTable = {
  area: 'schemas, linked objects, imports, contacts and streams',
  calls: [
    ['GET /api/v1/meta/schemas/user/default', 200],
    ['GET /api/v1/org/contacts', 200],
    ['GET /api/v1/org/contacts/BILLING', 200],
    ['GET /api/v1/org/contacts/NONE', 404],
    ['stream = POST /api/v1/ssf/stream', 201, stream],
    ['GET /api/v1/ssf/stream', 200],
    ['DELETE /api/v1/ssf/stream?stream_id={stream.stream_id}', 204],
    ['POST /api/v1/meta/schemas/user/default', 200, custom],
    ['GET /api/v1/meta/schemas/group/default', 200],
    ['POST /api/v1/meta/schemas/group/default', 200, custom],
    ['POST /api/v1/meta/schemas/user/linkedObjects', 201, relation],
    ['POST /api/v1/meta/schemas/user/linkedObjects', 409, relation],
    ['GET /api/v1/meta/schemas/user/linkedObjects', 200],
    ['GET /api/v1/meta/schemas/user/linkedObjects/manager', 200],
    ['PUT /api/v1/users/{lin.id}/linkedObjects/manager/{boss.id}', 204],
    ['GET /api/v1/users/{boss.id}/linkedObjects/report', 200],
    ['DELETE /api/v1/users/{lin.id}/linkedObjects/manager', 204],
    ['DELETE /api/v1/meta/schemas/user/linkedObjects/manager', 204],
    [`session = POST ${sessions}`, 200],
    [
      `POST ${sessions}/{session.id}/bulk-upsert`,
      202,
      { entityType: 'USERS', profiles: [{ externalId: '1', profile: imported }] },
    ],
    [
      `POST ${sessions}/{session.id}/bulk-delete`,
      202,
      { entityType: 'USERS', profiles: [{ externalId: '9' }] },
    ],
    [`POST ${sessions}/{session.id}/start-import`, 200],
    [`GET ${sessions}/{session.id}`, 200],
    [`GET ${sessions}`, 200],
    [`other = POST ${sessions}`, 200],
    [`DELETE ${sessions}/{other.id}`, 204],
  ],
}

export const security: CallTable = {
  area: 'methods, identity providers, devices, hooks, tokens and the log',
  calls: [
    [`GET ${methods}`, 200],
    [`GET ${methods}/sms`, 200],
    [`PUT ${methods}/sms`, 200, { type: 'sms' }],
    [`POST ${methods}/voice/lifecycle/deactivate`, 200],
    [`POST ${methods}/sms/lifecycle/deactivate`, 400],
    [`POST ${methods}/voice/lifecycle/activate`, 200],
    [`POST ${links}/{lin.id}`, 200, { externalId: '4711' }],
    [`GET ${links}`, 200],
    [`GET ${links}/{lin.id}`, 200],
    [`GET ${links}/{lin.id}/credentials/tokens`, 200],
    ['GET /api/v1/users/{lin.id}/idps', 200],
    [`DELETE ${links}/{lin.id}`, 204],
    ['GET /api/v1/devices/{device.id}/users', 200],
    ['hook = POST /api/v1/eventHooks', 200, hook],
    ['GET /api/v1/eventHooks', 200],
    ['GET /api/v1/eventHooks/{hook.id}', 200],
    ['PUT /api/v1/eventHooks/{hook.id}', 200, hook],
    ['POST /api/v1/eventHooks/{hook.id}/lifecycle/verify', 200],
    ['POST /api/v1/eventHooks/{hook.id}/lifecycle/deactivate', 200],
    ['POST /api/v1/eventHooks/{hook.id}/lifecycle/activate', 200],
    ['DELETE /api/v1/eventHooks/{hook.id}', 400],
    ['POST /api/v1/eventHooks/{hook.id}/lifecycle/deactivate', 200],
    ['DELETE /api/v1/eventHooks/{hook.id}', 204],
    ['GET /api/v1/api-tokens', 200],
    ['GET /api/v1/api-tokens/{apiToken.id}', 200],
    [
      'PUT /api/v1/api-tokens/{apiToken.id}',
      200,
      { name: 'automation', network: { connection: 'ANYWHERE' } },
    ],
    [
      'made = POST /integrations/api/v1/api-services',
      201,
      { type: 'logs_reader', grantedScopes: ['okta.logs.read'] },
    ],
    ['GET /integrations/api/v1/api-services', 200],
    ['GET /integrations/api/v1/api-services/{made.id}', 200],
    ['GET /integrations/api/v1/api-services/{made.id}/credentials/secrets', 200],
    ['DELETE /integrations/api/v1/api-services/{made.id}', 204],
    ['GET /api/v1/logs?limit=1000', 200],
  ],
}

export const settings: CallTable = {
  area: 'settings of the org',
  calls: [
    ['GET /api/v1/threats/configuration', 200],
    ['POST /api/v1/threats/configuration', 200, { action: 'block', excludeZones: [] }],
    ['GET /api/v1/org', 200],
    ['POST /api/v1/org', 200, { companyName: 'Acme Inc' }],
    ['PUT /api/v1/org', 200, { companyName: 'Acme' }],
    ['GET /api/v1/rate-limit-settings/admin-notifications', 200],
    ['PUT /api/v1/rate-limit-settings/admin-notifications', 200, { notificationsEnabled: false }],
    ['GET /api/v1/rate-limit-settings/per-client', 200],
    ['PUT /api/v1/rate-limit-settings/per-client', 200, { defaultMode: 'PREVIEW' }],
    ['GET /api/v1/rate-limit-settings/warning-threshold', 200],
    ['PUT /api/v1/rate-limit-settings/warning-threshold', 200, { warningThreshold: 80 }],
    ['GET /api/v1/bot-protection/configuration', 200],
    ['POST /api/v1/bot-protection/configuration', 200, { level: 'HIGH', mode: 'ENFORCED' }],
    ['GET /api/v1/first-party-app-settings/admin-console', 200],
    [
      'PUT /api/v1/first-party-app-settings/admin-console',
      200,
      { sessionIdleTimeoutMinutes: 10, sessionMaxLifetimeMinutes: 60 },
    ],
    ['GET /api/v1/org/privacy/oktaSupport', 200],
    ['GET /api/v1/org/captcha', 200],
    ['PUT /api/v1/org/captcha', 200, { captchaId: 'cap1', enabledPages: ['SSR'] }],
    ['GET /.well-known/okta-organization', 200],
    ['GET /api/v1/agentPools', 200],
    ['GET /api/v1/idps/credentials/keys', 200],
    ['GET /api/v1/roles/SUPER_ADMIN/subscriptions', 200],
    ['GET /api/v1/org/settings/clientPrivilegesSetting', 200],
    ['PUT /api/v1/org/settings/clientPrivilegesSetting', 200, { clientPrivilegesSetting: true }],
    ['GET /api/v1/org/orgSettings/thirdPartyAdminSetting', 200],
    ['POST /api/v1/org/orgSettings/thirdPartyAdminSetting', 200, { thirdPartyAdmin: true }],
    ['GET /api/v1/org/settings/autoAssignAdminAppSetting', 200],
    ['POST /api/v1/org/settings/autoAssignAdminAppSetting', 200, { autoAssignAdminAppSetting: false }],
    ['GET /attack-protection/api/v1/authenticator-settings', 200],
    [
      'PUT /attack-protection/api/v1/authenticator-settings',
      200,
      { verifyKnowledgeSecondWhen2faRequired: true },
    ],
    ['GET /attack-protection/api/v1/user-lockout-settings', 200],
    [
      'PUT /attack-protection/api/v1/user-lockout-settings',
      200,
      { preventBruteForceLockoutFromUnknownDevices: true },
    ],
    ['POST /api/v1/domains', 200, { domain: 'id.acme.test', certificateSourceType: 'OKTA_MANAGED' }],
    ['GET /api/v1/features/{feature.id}/dependencies', 200],
    ['GET /api/v1/features/{feature.id}/dependents', 200],
    ['moves = POST /api/v1/realm-assignments', 201, { name: 'By domain', conditions: {}, actions: {} }],
    ['POST /api/v1/realm-assignments/operations', 201, { assignmentId: '{moves.id}' }],
    ['POST /api/v1/features/{feature.id}/enable', 200],
    ['POST /api/v1/features/{feature.id}/DISABLE', 200],
    ['POST /api/v1/features/{feature.id}/ENABLE', 200],
    ['POST /api/v1/features/{feature.id}/disable', 200],
    ['domains = GET /api/v1/domains', 200],
    ['POST /api/v1/domains/{domains.domains.0.id}/verify', 200],
  ],
}
