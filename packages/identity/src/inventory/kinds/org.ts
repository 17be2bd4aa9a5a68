import { defineKind, type InventoryKind } from '../kind.ts'
import { objectColumns, text } from '../read.ts'

interface Small {
  id: string
  title: string
  scope: string | null
  path: string
  events: readonly string[]
  everyMinutes?: number
  pageSize?: number
}

/** A short list of objects with an `id`, read as Okta names their fields. */
function smallKind({ id, title, scope, path, events, everyMinutes = 24 * 60, pageSize }: Small) {
  return defineKind({
    id,
    title,
    table: 'okta_objects',
    key: ['id'],
    scope,
    list: { path, pageSize: pageSize ?? null },
    everyMinutes,
    keeps: 'row',
    volatile: ['lastUpdated'],
    read: (body) => (text(body, 'id') === null ? undefined : { columns: objectColumns(body) }),
    touchedBy: [{ events, touch: { what: 'all' } }],
  })
}

/** A page of settings that an org has once: an object of kind `setting` with the page's name as its id. */
function setting(name: string, about: Omit<Small, 'id' | 'title'>): InventoryKind {
  return defineKind({
    id: `setting_${name}`,
    title: `Settings: ${name.replaceAll('_', ' ')}`,
    table: 'okta_objects',
    key: ['id'],
    scope: about.scope,
    list: { path: about.path, pageSize: null, shape: 'one' },
    everyMinutes: 60,
    keeps: 'row',
    volatile: ['lastUpdated'],
    read: (body) => ({ columns: objectColumns(body, { id: name, name }) }),
    touchedBy: [{ events: about.events, touch: { what: 'all' } }],
  })
}

export const hooksAndStreams = [
  smallKind({
    id: 'log_stream',
    title: 'Log streams',
    scope: 'okta.logStreams.read',
    path: '/api/v1/logStreams',
    events: ['system.log_stream.'],
    everyMinutes: 60,
    pageSize: 200,
  }),
  smallKind({
    id: 'event_hook',
    title: 'Event hooks',
    scope: 'okta.eventHooks.read',
    path: '/api/v1/eventHooks',
    events: ['event_hook.'],
    everyMinutes: 60,
  }),
  smallKind({
    id: 'inline_hook',
    title: 'Inline hooks',
    scope: 'okta.inlineHooks.read',
    path: '/api/v1/inlineHooks',
    events: ['inline_hook.'],
    everyMinutes: 60,
  }),
]

export const orgLists = [
  smallKind({
    id: 'trusted_origin',
    title: 'Trusted origins',
    scope: 'okta.trustedOrigins.read',
    path: '/api/v1/trustedOrigins',
    events: ['security.trusted_origin.', 'trusted_origin.'],
  }),
  smallKind({
    id: 'domain',
    title: 'Domains',
    scope: 'okta.domains.read',
    path: '/api/v1/domains',
    events: ['system.custom_url_domain.', 'system.domain.'],
  }),
  smallKind({
    id: 'brand',
    title: 'Brands',
    scope: 'okta.brands.read',
    path: '/api/v1/brands',
    events: ['system.brand.'],
  }),
  smallKind({
    id: 'captcha',
    title: 'CAPTCHAs',
    scope: 'okta.captchas.read',
    path: '/api/v1/captchas',
    events: ['system.captcha.'],
  }),
  smallKind({
    id: 'realm',
    title: 'Realms',
    scope: 'okta.realms.read',
    path: '/api/v1/realms',
    events: ['realm.', 'system.realm.'],
    pageSize: 200,
  }),
  smallKind({
    id: 'user_type',
    title: 'User types',
    scope: 'okta.userTypes.read',
    path: '/api/v1/meta/types/user',
    events: ['system.user_type.'],
  }),
  smallKind({
    id: 'profile_mapping',
    title: 'Profile mappings',
    scope: 'okta.profileMappings.read',
    path: '/api/v1/mappings',
    events: ['system.mapping.', 'profile_mapping.'],
    pageSize: 200,
  }),
  smallKind({
    id: 'feature',
    title: 'Features',
    scope: 'okta.features.read',
    path: '/api/v1/features',
    events: ['system.feature.'],
  }),
  smallKind({
    id: 'agent_pool',
    title: 'Agent pools',
    scope: 'okta.agentPools.read',
    path: '/api/v1/agentPools',
    events: ['system.agent.'],
  }),
]

/** Who hears of what: `parent_id` is the role's type, `name` the notification, `status` subscribed or unsubscribed. */
export const roleSubscriptions = ['SUPER_ADMIN', 'ORG_ADMIN'].map((role) =>
  defineKind({
    id: `subscription_${role.toLowerCase()}`,
    title: `Notifications of ${role}`,
    table: 'okta_objects',
    key: ['id'],
    scope: 'okta.roles.read',
    list: { path: `/api/v1/roles/${role}/subscriptions`, pageSize: null },
    everyMinutes: 24 * 60,
    keeps: 'row',
    read(body) {
      const name = text(body, 'notificationType')
      return name === null ? undefined : { columns: objectColumns(body, { id: name, name, parent_id: role }) }
    },
    touchedBy: [],
  }),
)

const org = 'okta.orgs.read'

/** Pages of settings; the kind's id is `setting_` and the name. */
export const settings = [
  setting('threat_insight', {
    scope: 'okta.threatInsights.read',
    path: '/api/v1/threats/configuration',
    events: ['security.threat.configuration.'],
  }),
  setting('org', { scope: org, path: '/api/v1/org', events: ['system.org.'] }),
  setting('admin_console', {
    scope: 'okta.apps.read',
    path: '/api/v1/first-party-app-settings/admin-console',
    events: ['application.lifecycle.update', 'system.first_party_app.'],
  }),
  setting('okta_support', {
    scope: org,
    path: '/api/v1/org/privacy/oktaSupport',
    events: ['user.session.impersonation.', 'system.org.'],
  }),
  setting('client_privileges', {
    scope: org,
    path: '/api/v1/org/settings/clientPrivilegesSetting',
    events: ['system.org.', 'iam.'],
  }),
  setting('third_party_admin', {
    scope: org,
    path: '/api/v1/org/orgSettings/thirdPartyAdminSetting',
    events: ['system.org.', 'iam.'],
  }),
  setting('auto_assign_admin_app', {
    scope: org,
    path: '/api/v1/org/settings/autoAssignAdminAppSetting',
    events: ['system.org.', 'iam.'],
  }),
  setting('captcha', {
    scope: 'okta.captchas.read',
    path: '/api/v1/org/captcha',
    events: ['system.captcha.'],
  }),
  setting('bot_protection', {
    scope: 'okta.botProtection.read',
    path: '/api/v1/bot-protection/configuration',
    events: ['security.bot_protection.', 'security.attack_protection.'],
  }),
  setting('user_lockout', {
    scope: org,
    path: '/attack-protection/api/v1/user-lockout-settings',
    events: ['security.attack_protection.'],
  }),
  setting('authenticator_attack_protection', {
    scope: org,
    path: '/attack-protection/api/v1/authenticator-settings',
    events: ['security.attack_protection.'],
  }),
  // The body's `pipeline` is `idx` on Identity Engine and `v1` on Classic Engine.
  setting('engine', { scope: null, path: '/.well-known/okta-organization', events: [] }),
]
