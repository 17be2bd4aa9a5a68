/* oxlint-disable max-lines, max-params -- one org, whole */
import type { JsonObject } from '@keyway/sdk'
import { addObject, type OrgBodies } from './org-bodies.ts'

const dayMs = 86_400_000

const domain = 'acme.example'

/** An org in which no check finds anything: small, and with everything that checks look at. */
export function healthyOrg(now: number): OrgBodies {
  const org: OrgBodies = { now, objects: [], usage: [], events: [], forbidden: [] }
  const ago = (days: number) => new Date(now - days * dayMs).toISOString()
  for (const name of ['root', 'second', 'helper', 'reader', 'auditor'])
    addPerson(org, { name, isAdmin: true })
  for (let index = 1; index <= 20; index += 1) addPerson(org, { name: `user${index}`, isAdmin: false })
  addPerson(org, { name: 'svc-sync', isAdmin: false })
  const people = org.objects
    .filter(({ kind }) => kind === 'user')
    .map(({ body }) => (typeof body['id'] === 'string' ? body['id'] : ''))

  for (const id of ['u-root', 'u-second', 'u-helper', 'u-reader', 'u-auditor']) {
    addObject(org, 'admin', { id })
    org.usage.push({ actor: id, object: 'admin', daysAgo: 2 })
  }
  addRole(org, 'u-root', 'SUPER_ADMIN')
  addRole(org, 'u-second', 'SUPER_ADMIN')
  addRole(org, 'u-helper', 'HELP_DESK_ADMIN')
  addRole(org, 'u-reader', 'READ_ONLY_ADMIN')
  addRole(org, 'u-auditor', 'REPORT_ADMIN')
  addObject(
    org,
    'user_role_group',
    { id: 'g-staff', profile: { name: 'Staff' } },
    { principal_id: 'u-helper', id: 'ra-u-helper' },
  )

  addGroup(org, { id: 'g-everyone', name: 'Everyone', type: 'BUILT_IN', members: people })
  addGroup(org, { id: 'g-staff', name: 'Staff', members: people })
  addGroup(org, { id: 'g-wiki', name: 'Wiki users', members: ['u-user1', 'u-user2', 'u-user3'] })
  addObject(org, 'group_owner', { id: 'u-user1', type: 'USER' }, { id: 'g-wiki' })
  addObject(org, 'group_rule', {
    id: 'r-staff',
    name: 'Everybody is staff',
    status: 'ACTIVE',
    created: ago(400),
    lastUpdated: ago(100),
    conditions: {
      expression: { value: 'user.department != null' },
      people: { users: { exclude: [] }, groups: { exclude: [] } },
    },
    actions: { assignUserToGroups: { groupIds: ['g-staff'] } },
  })
  addObject(org, 'user_schema', {
    definitions: {
      base: {
        properties: {
          nickName: { permissions: [{ principal: 'SELF', action: 'READ_WRITE' }] },
          department: { permissions: [{ principal: 'SELF', action: 'READ_ONLY' }] },
        },
      },
    },
  })

  addApp(org, { id: 'a-console', name: 'saasure', label: 'Okta Admin Console', policy: 'p-console' })
  addApp(org, { id: 'a-dashboard', name: 'okta_enduser', label: 'Okta Dashboard', policy: 'p-dashboard' })
  addApp(org, {
    id: 'a-wiki',
    name: 'wiki',
    label: 'Wiki',
    policy: 'p-apps',
    signOnMode: 'SAML_2_0',
    features: ['PUSH_NEW_USERS', 'PUSH_USER_DEACTIVATION'],
  })
  addApp(org, {
    id: 'a-portal',
    name: 'oidc_client',
    label: 'Portal',
    policy: 'p-apps',
    signOnMode: 'OPENID_CONNECT',
    client: {
      application_type: 'web',
      grant_types: ['authorization_code'],
      redirect_uris: [`https://portal.${domain}/callback`],
    },
    credentials: {
      oauthClient: {
        client_id: 'a-portal',
        token_endpoint_auth_method: 'client_secret_basic',
        pkce_required: true,
      },
    },
  })
  addApp(org, {
    id: 'a-service',
    name: 'oidc_client',
    label: 'Sync service',
    signOnMode: 'OPENID_CONNECT',
    client: {
      application_type: 'service',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      dpop_bound_access_tokens: true,
    },
    credentials: { oauthClient: { client_id: 'a-service', token_endpoint_auth_method: 'private_key_jwt' } },
  })
  addObject(
    org,
    'app_grant',
    { id: 'grant-1', scopeId: 'okta.users.manage', status: 'ACTIVE', created: ago(50) },
    { id: 'a-service' },
  )
  org.usage.push({ actor: 'a-service', object: 'okta', daysAgo: 1 })
  addObject(org, 'client_secret', { id: 'secret-1', status: 'ACTIVE', created: ago(60) }, { id: 'a-portal' })
  addObject(
    org,
    'app_key',
    { kid: 'key-1', kty: 'RSA', created: ago(60), expiresAt: ago(-700) },
    { id: 'a-wiki' },
  )
  addObject(org, 'app_group', { id: 'g-wiki', priority: 0, profile: {} }, { id: 'a-wiki' })
  for (const id of ['u-user1', 'u-user2', 'u-user3'])
    addAppUser(org, { app: 'a-wiki', user: id, scope: 'GROUP' })
  addAppUser(org, { app: 'a-portal', user: 'u-user4', scope: 'USER' })

  addPolicies(org, ago)
  addSettings(org, ago)
  return org
}

export function addPerson(org: OrgBodies, { name, isAdmin }: { name: string; isAdmin: boolean }): void {
  const ago = (days: number) => new Date(org.now - days * dayMs).toISOString()
  const login = `${name}@${domain}`
  const id = `u-${name}`
  addObject(org, 'user', {
    id,
    status: 'ACTIVE',
    created: ago(300),
    activated: ago(300),
    statusChanged: ago(300),
    lastLogin: ago(1),
    lastUpdated: ago(1),
    passwordChanged: ago(60),
    profile: {
      login,
      email: login,
      firstName: name,
      lastName: 'Example',
      manager: `root@${domain}`,
      department: 'Work',
      userType: 'employee',
      employeeNumber: `e-${name}`,
      employmentStatus: 'active',
    },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
  })
  org.usage.push({ actor: id, object: 'okta', daysAgo: 1 })
  const types = isAdmin
    ? ['webauthn', 'signed_nonce']
    : [name.startsWith('svc-') ? 'token:software:totp' : 'push']
  for (const type of types) addFactor(org, { user: id, type, profile: { name: `${name}'s ${type}` } })
}

export function addFactor(
  org: OrgBodies,
  factor: { user: string; type: string; profile?: JsonObject; status?: string; daysAgo?: number },
): void {
  const { user, type, profile = {}, status = 'ACTIVE', daysAgo = 100 } = factor
  const created = new Date(org.now - daysAgo * dayMs).toISOString()
  addObject(
    org,
    'factor',
    {
      id: `f-${user}-${type}`,
      factorType: type,
      provider: 'OKTA',
      status,
      created,
      lastUpdated: created,
      profile,
    },
    { id: user },
  )
}

export function addRole(
  org: OrgBodies,
  principal: string,
  type: string,
  holder: 'user' | 'group' = 'user',
): void {
  addObject(
    org,
    `${holder}_role`,
    {
      id: `ra-${principal}`,
      type,
      label: type,
      status: 'ACTIVE',
      assignmentType: holder.toUpperCase(),
      created: new Date(org.now - 200 * dayMs).toISOString(),
    },
    { id: principal },
  )
}

export function addGroup(
  org: OrgBodies,
  group: { id: string; name: string; type?: string; members: readonly string[]; changedDaysAgo?: number },
): void {
  const ago = (days: number) => new Date(org.now - days * dayMs).toISOString()
  addObject(org, 'group', {
    id: group.id,
    type: group.type ?? 'OKTA_GROUP',
    created: ago(400),
    lastUpdated: ago(100),
    lastMembershipUpdated: ago(group.changedDaysAgo ?? 20),
    profile: { name: group.name },
  })
  for (const member of group.members) addObject(org, 'group_member', { id: member }, { id: group.id })
}

interface NewApp {
  id: string
  name: string
  label: string
  policy?: string
  signOnMode?: string
  features?: string[]
  client?: JsonObject
  credentials?: JsonObject
  createdDaysAgo?: number
}

export function addApp(org: OrgBodies, app: NewApp): void {
  const {
    id,
    name,
    label,
    policy,
    signOnMode = 'OPENID_CONNECT',
    features = [],
    client,
    credentials = {},
  } = app
  addObject(org, 'app', {
    id,
    name,
    label,
    status: 'ACTIVE',
    signOnMode,
    features,
    created: new Date(org.now - (app.createdDaysAgo ?? 300) * dayMs).toISOString(),
    credentials,
    settings: client === undefined ? {} : { oauthClient: client },
    _links:
      policy === undefined
        ? {}
        : { accessPolicy: { href: `https://acme.okta.com/api/v1/policies/${policy}` } },
  })
}

export function addAppUser(
  org: OrgBodies,
  { app, user, scope, status = 'ACTIVE' }: { app: string; user: string; scope: string; status?: string },
): void {
  addObject(
    org,
    'app_user',
    {
      id: user,
      scope,
      status,
      syncState: 'SYNCHRONIZED',
      created: new Date(org.now - 200 * dayMs).toISOString(),
      credentials: { userName: user },
      profile: {},
    },
    { id: app },
  )
  org.usage.push({ actor: user, object: app, daysAgo: 3 })
}

const resistant: JsonObject = {
  type: 'ASSURANCE',
  factorMode: '2FA',
  constraints: [{ possession: { phishingResistant: 'REQUIRED', userPresence: 'REQUIRED' } }],
}

function addPolicies(org: OrgBodies, ago: (days: number) => string): void {
  const policy = (id: string, type: string, body: JsonObject = {}) =>
    addObject(org, 'policy', {
      id,
      type,
      name: `Policy ${id}`,
      status: 'ACTIVE',
      priority: 1,
      system: false,
      created: ago(400),
      conditions: {},
      ...body,
    })
  const rule = (id: string, parent: string, body: JsonObject) =>
    addObject(
      org,
      'policy_rule',
      { id, name: `Rule ${id}`, status: 'ACTIVE', priority: 1, conditions: {}, ...body },
      { id: parent },
    )
  const allow = (verificationMethod: JsonObject): JsonObject => ({
    appSignOn: { access: 'ALLOW', verificationMethod },
  })
  policy('p-session', 'OKTA_SIGN_ON')
  rule('r-session', 'p-session', {
    conditions: { risk: { behaviors: ['b-1'] } },
    actions: {
      signon: {
        access: 'ALLOW',
        requireFactor: true,
        factorPromptMode: 'ALWAYS',
        session: { maxSessionIdleMinutes: 60, maxSessionLifetimeMinutes: 120, usePersistentCookie: false },
      },
    },
  })
  policy('p-password', 'PASSWORD', {
    settings: {
      password: {
        complexity: { minLength: 14, excludeUsername: true, dictionary: { common: { exclude: true } } },
        age: { historyCount: 8 },
        lockout: { maxAttempts: 5, autoUnlockMinutes: 30 },
        breachedProtection: { expireAfterDays: 0, logoutEnabled: true },
      },
      recovery: {
        factors: {
          okta_email: { status: 'ACTIVE' },
          okta_sms: { status: 'INACTIVE' },
          recovery_question: { status: 'INACTIVE' },
        },
      },
    },
  })
  rule('r-password', 'p-password', { actions: { selfServiceUnlock: { access: 'DENY' } } })
  policy('p-enrol', 'MFA_ENROLL', {
    settings: {
      type: 'AUTHENTICATORS',
      authenticators: [
        { key: 'okta_verify', enroll: { self: 'REQUIRED' } },
        { key: 'webauthn', enroll: { self: 'OPTIONAL' } },
        { key: 'phone_number', enroll: { self: 'NOT_ALLOWED' } },
      ],
    },
  })
  policy('p-console', 'ACCESS_POLICY')
  rule('r-console', 'p-console', {
    conditions: { device: { registered: true, managed: true, assurance: { include: ['d-1'] } } },
    actions: allow(resistant),
  })
  rule('r-console-last', 'p-console', { priority: 99, actions: { appSignOn: { access: 'DENY' } } })
  policy('p-dashboard', 'ACCESS_POLICY')
  rule('r-dashboard', 'p-dashboard', { actions: allow(resistant) })
  policy('p-apps', 'ACCESS_POLICY')
  rule('r-apps', 'p-apps', {
    conditions: { device: { registered: true, assurance: { include: ['d-1'] } } },
    actions: allow({ type: 'ASSURANCE', factorMode: '2FA', constraints: [] }),
  })
  rule('r-apps-last', 'p-apps', { priority: 99, actions: { appSignOn: { access: 'DENY' } } })
  policy('p-register', 'PROFILE_ENROLLMENT')
  rule('r-register', 'p-register', { actions: { profileEnrollment: { access: 'DENY' } } })
  policy('p-risk', 'ENTITY_RISK')
  rule('r-risk', 'p-risk', { actions: { entityRisk: { actions: [{ action: 'TERMINATE_ALL_SESSIONS' }] } } })
  policy('p-idle', 'USER_LIFECYCLE')
  rule('r-idle', 'p-idle', {
    conditions: { people: { users: { inactivity: { number: 60, unit: 'DAYS' } } } },
    actions: { updateUserLifecycle: { targetStatus: 'SUSPENDED' } },
  })
}

function addSettings(org: OrgBodies, ago: (days: number) => string): void {
  addObject(org, 'setting_threat_insight', { action: 'block', excludeZones: [] })
  addObject(org, 'setting_admin_console', { sessionIdleTimeoutMinutes: 15, sessionMaxLifetimeMinutes: 720 })
  addObject(org, 'setting_okta_support', { support: 'DISABLED', expiration: null })
  addObject(org, 'setting_client_privileges', { clientPrivilegesSetting: false })
  addObject(org, 'setting_third_party_admin', { thirdPartyAdmin: false })
  addObject(org, 'setting_auto_assign_admin_app', { autoAssignAdminAppSetting: false })
  addObject(org, 'setting_bot_protection', { mode: 'ENFORCED', level: 'MEDIUM' })
  addObject(org, 'setting_user_lockout', { preventBruteForceLockoutFromUnknownDevices: true })
  addObject(org, 'setting_authenticator_attack_protection', { verifyKnowledgeSecondWhen2faRequired: true })
  addObject(org, 'setting_engine', { id: '00o1', pipeline: 'idx' })
  addObject(org, 'authenticator', {
    id: 'aut-verify',
    key: 'okta_verify',
    name: 'Okta Verify',
    status: 'ACTIVE',
    settings: {
      channelBinding: { style: 'NUMBER_CHALLENGE', required: 'ALWAYS' },
      userVerification: 'REQUIRED',
      compliance: { fips: 'OPTIONAL' },
    },
  })
  addObject(org, 'authenticator', {
    id: 'aut-webauthn',
    key: 'webauthn',
    name: 'Security key',
    status: 'ACTIVE',
  })
  addObject(org, 'zone', {
    id: 'z-office',
    type: 'IP',
    name: 'Office',
    status: 'ACTIVE',
    usage: 'POLICY',
    gateways: [{ type: 'CIDR', value: '192.0.2.0/28' }],
  })
  addObject(org, 'zone', {
    id: 'z-anonymous',
    type: 'DYNAMIC_V2',
    name: 'Anonymisers',
    status: 'ACTIVE',
    usage: 'BLOCKLIST',
    ipServiceCategories: { include: ['ALL_ANONYMIZERS'], exclude: [] },
  })
  addObject(org, 'behavior', { id: 'b-1', name: 'New device', type: 'ANOMALOUS_DEVICE', status: 'ACTIVE' })
  addObject(org, 'device_assurance', { id: 'd-1', name: 'Kept well', platform: 'MACOS' })
  addObject(org, 'device', {
    id: 'dev-1',
    status: 'ACTIVE',
    profile: { displayName: 'Laptop', platform: 'MACOS' },
  })
  addObject(
    org,
    'device_user',
    { managementStatus: 'MANAGED', user: { id: 'u-user1', profile: { login: `user1@${domain}` } } },
    { id: 'dev-1' },
  )
  addObject(org, 'api_token', {
    id: 't-sync',
    name: 'Sync',
    userId: 'u-svc-sync',
    created: ago(40),
    expiresAt: ago(-29),
    tokenWindow: 'P30D',
    network: { connection: 'ZONE', include: ['z-office'] },
  })
  org.usage.push({ actor: 't-sync', object: 'okta', daysAgo: 1 })
  addObject(org, 'api_service', {
    id: 'as-1',
    name: 'Reader',
    type: 'reader',
    createdAt: ago(100),
    createdBy: 'u-root',
    grantedScopes: ['okta.users.read'],
  })
  org.usage.push({ actor: 'as-1', object: 'okta', daysAgo: 1 })
  addObject(org, 'log_stream', { id: 'ls-1', name: 'Archive', type: 'aws_eventbridge', status: 'ACTIVE' })
  const channel = (host: string): JsonObject => ({
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri: `https://${host}/hook`,
      method: 'POST',
      authScheme: { type: 'HEADER', key: 'authorization' },
    },
  })
  addObject(org, 'event_hook', {
    id: 'eh-1',
    name: 'Hook',
    status: 'ACTIVE',
    verificationStatus: 'VERIFIED',
    channel: channel(`keyway.${domain}`),
  })
  addObject(org, 'inline_hook', {
    id: 'ih-1',
    name: 'Tokens',
    type: 'com.okta.oauth2.tokens.transform',
    status: 'ACTIVE',
    channel: channel(`keyway.${domain}`),
  })
  addObject(org, 'trusted_origin', {
    id: 'to-1',
    name: 'Portal',
    origin: `https://portal.${domain}`,
    status: 'ACTIVE',
    scopes: [{ type: 'CORS' }],
  })
  for (const role of ['super_admin', 'org_admin'])
    for (const notificationType of ['REPORT_SUSPICIOUS_ACTIVITY', 'USER_LOCKED_OUT'])
      addObject(org, `subscription_${role}`, { notificationType, status: 'subscribed', channels: ['email'] })
  addObject(org, 'idp', {
    id: 'idp-1',
    type: 'SAML2',
    name: 'Partner',
    status: 'ACTIVE',
    created: ago(200),
    policy: {
      accountLink: { action: 'AUTO', filter: { groups: { include: ['g-wiki'] } } },
      provisioning: { action: 'DISABLED' },
      trustClaims: false,
    },
    protocol: { credentials: { trust: { issuer: 'https://partner.example/saml' } } },
  })
  org.events.push({
    type: 'user.authentication.auth_via_IDP',
    daysAgo: 2,
    subject: 'u-user1',
    payload: {
      outcome: { result: 'SUCCESS' },
      target: [{ id: 'idp-1', type: 'IdentityProvider' }],
      authenticationContext: { externalSessionId: 's-1' },
    },
  })
  addObject(org, 'idp_key', { kid: 'ik-1', kty: 'RSA', created: ago(60), expiresAt: ago(-700) })
  addObject(org, 'agent_pool', {
    id: 'ap-1',
    name: 'acme.local',
    type: 'AD',
    operationalStatus: 'OPERATIONAL',
    agents: [1, 2].map((index) => ({
      id: `agent-${index}`,
      operationalStatus: 'OPERATIONAL',
      isLatestGAedVersion: true,
    })),
  })
  addObject(org, 'auth_server', { id: 'aus-1', name: 'default', status: 'ACTIVE' })
  addObject(
    org,
    'auth_server_policy',
    { id: 'asp-1', name: 'Default', status: 'ACTIVE', conditions: { clients: { include: ['ALL_CLIENTS'] } } },
    { id: 'aus-1' },
  )
  addObject(
    org,
    'auth_server_rule',
    {
      id: 'asr-1',
      name: 'Default',
      status: 'ACTIVE',
      conditions: { grantTypes: { include: ['authorization_code'] }, scopes: { include: ['*'] } },
      actions: { token: { accessTokenLifetimeMinutes: 60, refreshTokenLifetimeMinutes: 1440 } },
    },
    { id: 'asp-1', parent_id: 'aus-1' },
  )
}
