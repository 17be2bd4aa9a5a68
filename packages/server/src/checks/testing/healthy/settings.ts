import type { ParentRow } from '@keyway/identity'
import type { JsonObject } from '@keyway/sdk'
import { addObject, daysAgo, type OrgBodies } from '../org-bodies.ts'
import { callByClient, callByToken } from './activity.ts'
import { domain } from './add-objects.ts'

/** Settings of the org, and the small kinds that checks look at. */
export function addSettings(org: OrgBodies): void {
  const ago = (days: number) => daysAgo(org, days)
  const add = (kind: string, body: JsonObject, parent: ParentRow = {}) =>
    addObject(org, { kind, body, parent })

  add('setting_threat_insight', { action: 'block', excludeZones: [] })
  add('setting_admin_console', { sessionIdleTimeoutMinutes: 15, sessionMaxLifetimeMinutes: 720 })
  add('setting_okta_support', { support: 'DISABLED', expiration: null })
  add('setting_client_privileges', { clientPrivilegesSetting: false })
  add('setting_third_party_admin', { thirdPartyAdmin: false })
  add('setting_auto_assign_admin_app', { autoAssignAdminAppSetting: false })
  add('setting_bot_protection', { mode: 'ENFORCED', level: 'MEDIUM' })
  add('setting_user_lockout', { preventBruteForceLockoutFromUnknownDevices: true })
  add('setting_authenticator_attack_protection', { verifyKnowledgeSecondWhen2faRequired: true })
  add('authenticator', {
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
  add('authenticator', {
    id: 'aut-webauthn',
    key: 'webauthn',
    name: 'Security key',
    status: 'ACTIVE',
  })
  add('zone', {
    id: 'z-office',
    type: 'IP',
    name: 'Office',
    status: 'ACTIVE',
    usage: 'POLICY',
    gateways: [{ type: 'CIDR', value: '192.0.2.0/28' }],
  })
  add('zone', {
    id: 'z-anonymous',
    type: 'DYNAMIC_V2',
    name: 'Anonymisers',
    status: 'ACTIVE',
    usage: 'BLOCKLIST',
    ipServiceCategories: { include: ['ALL_ANONYMIZERS'], exclude: [] },
  })
  add('behavior', { id: 'b-1', name: 'New device', type: 'ANOMALOUS_DEVICE', status: 'ACTIVE' })
  add('device_assurance', { id: 'd-1', name: 'Kept well', platform: 'MACOS' })
  add('device', {
    id: 'dev-1',
    status: 'ACTIVE',
    profile: { displayName: 'Laptop', platform: 'MACOS' },
  })
  add(
    'device_user',
    { managementStatus: 'MANAGED', user: { id: 'u-user1', profile: { login: `user1@${domain}` } } },
    { id: 'dev-1' },
  )
  add('api_token', {
    id: 't-sync',
    name: 'Sync',
    userId: 'u-svc-sync',
    created: ago(40),
    expiresAt: ago(-29),
    tokenWindow: 'P30D',
    network: { connection: 'ZONE', include: ['z-office'] },
  })
  callByToken(org, { token: 't-sync', user: 'u-svc-sync', daysAgo: 1 })
  add('api_service', {
    id: 'as-1',
    name: 'Reader',
    type: 'reader',
    createdAt: ago(100),
    createdBy: 'u-root',
    grantedScopes: ['okta.users.read'],
  })
  callByClient(org, { client: 'as-1', daysAgo: 1 })
  add('log_stream', { id: 'ls-1', name: 'Archive', type: 'aws_eventbridge', status: 'ACTIVE' })
  const channel = (host: string): JsonObject => ({
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri: `https://${host}/hook`,
      method: 'POST',
      authScheme: { type: 'HEADER', key: 'authorization', value: 'secret' },
    },
  })
  add('event_hook', {
    id: 'eh-1',
    name: 'Hook',
    status: 'ACTIVE',
    verificationStatus: 'VERIFIED',
    created: ago(100),
    events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
    channel: channel(`keyway.${domain}`),
  })
  add('inline_hook', {
    id: 'ih-1',
    name: 'Tokens',
    type: 'com.okta.oauth2.tokens.transform',
    status: 'ACTIVE',
    channel: channel(`keyway.${domain}`),
  })
  add('trusted_origin', {
    id: 'to-1',
    name: 'Portal',
    origin: `https://portal.${domain}`,
    status: 'ACTIVE',
    scopes: [{ type: 'CORS' }],
  })
  for (const role of ['super_admin', 'org_admin'])
    for (const notificationType of ['REPORT_SUSPICIOUS_ACTIVITY', 'USER_LOCKED_OUT'])
      add(`subscription_${role}`, { notificationType, status: 'subscribed', channels: ['email'] })
  add('idp', {
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
  org.log.push({
    daysAgo: 2,
    event: {
      eventType: 'user.authentication.auth_via_IDP',
      actor: { id: 'u-user1', type: 'User' },
      target: [{ id: 'idp-1', type: 'IdentityProvider' }],
    },
  })
  add('idp_key', { kid: 'ik-1', kty: 'RSA', created: ago(60), expiresAt: ago(-700) })
  add('agent_pool', {
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
  add('auth_server', { id: 'aus-1', name: 'default', status: 'ACTIVE' })
  add(
    'auth_server_policy',
    { id: 'asp-1', name: 'Default', status: 'ACTIVE', conditions: { clients: { include: ['ALL_CLIENTS'] } } },
    { id: 'aus-1' },
  )
  add(
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
