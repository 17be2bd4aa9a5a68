import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { defineKind } from '../kind.ts'
import { at, linksTo, objectColumns, text, texts } from '../read.ts'
import type { Link } from '../tables.ts'

/** Types that Okta has; it answers those that an org lacks with an error, which makes them empty. Facts section 7.7. */
const policyTypes = [
  'OKTA_SIGN_ON',
  'PASSWORD',
  'MFA_ENROLL',
  'IDP_DISCOVERY',
  'ACCESS_POLICY',
  'PROFILE_ENROLLMENT',
  'POST_AUTH_SESSION',
  'ENTITY_RISK',
  'SESSION_VIOLATION_DETECTION',
  'DEVICE_SIGNAL_COLLECTION',
  'USER_LIFECYCLE',
]

/** Policies of every type: `type`, `position` its priority. Links: `includes` and `excludes` group or user. */
export const policies = defineKind({
  id: 'policy',
  title: 'Policies',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.policies.read',
  list: { path: '/api/v1/policies', pageSize: null },
  variants: { column: 'type', parameter: 'type', values: policyTypes },
  one: '/api/v1/policies/{id}',
  everyMinutes: 60,
  keeps: 'row',
  volatile: ['lastUpdated'],
  read: (body) => ({ columns: objectColumns(body), links: conditionLinks(body) }),
  touchedBy: [{ events: ['policy.lifecycle.', 'application.policy.'], touch: { what: 'all' } }],
})

/** Rules: `parent_id` is the policy, `position` the priority. Links: those of a policy, and `in` or `outside` zone. */
export const policyRules = defineKind({
  id: 'policy_rule',
  title: 'Policy rules',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.policies.read',
  list: { path: '/api/v1/policies/{id}/rules', pageSize: null },
  parent: { kind: 'policy', by: { parent_id: 'id' } },
  everyMinutes: 60,
  keeps: 'row',
  volatile: ['lastUpdated'],
  read: (body, parent) => ({
    columns: objectColumns(body, { parent_id: String(parent['id']) }),
    links: [
      ...conditionLinks(body),
      ...linksTo('zone', 'in', texts(body, 'conditions', 'network', 'include')),
      ...linksTo('zone', 'outside', texts(body, 'conditions', 'network', 'exclude')),
    ],
  }),
  touchedBy: [
    { events: ['policy.rule.', 'policy.lifecycle.', 'application.policy.'], touch: { what: 'all' } },
  ],
})

function conditionLinks(body: JsonObject): Link[] {
  return (['group', 'user'] as const).flatMap((kind) =>
    (['include', 'exclude'] as const).flatMap((side) =>
      linksTo(kind, `${side}s`, texts(body, 'conditions', 'people', `${kind}s`, side)),
    ),
  )
}

/** Identity providers: `type` SAML2, OIDC, X509, …; links `assigns` group to whom it provisions. */
export const identityProviders = defineKind({
  id: 'idp',
  title: 'Identity providers',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.idps.read',
  list: { path: '/api/v1/idps', pageSize: 200 },
  one: '/api/v1/idps/{id}',
  everyMinutes: 60,
  keeps: 'row',
  volatile: ['lastUpdated'],
  read: (body) => ({
    columns: objectColumns(body),
    links: linksTo('group', 'assigns', texts(body, 'policy', 'provisioning', 'groups', 'assignments')),
  }),
  touchedBy: [{ events: ['system.idp.'], touch: { what: 'all' } }],
})

/** Keys that identity providers sign with: `expires_at` when they end. */
export const identityProviderKeys = defineKind({
  id: 'idp_key',
  title: 'Keys of identity providers',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.idps.read',
  list: { path: '/api/v1/idps/credentials/keys', pageSize: null },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read(body) {
    const id = text(body, 'kid')
    return id === null
      ? undefined
      : { columns: objectColumns(body, { id, name: id, type: text(body, 'kty') }) }
  },
  touchedBy: [{ events: ['system.idp.key.'], touch: { what: 'all' } }],
})

/** Behaviours that policies may ask for: `type` ANOMALOUS_LOCATION, ANOMALOUS_DEVICE, … */
export const behaviors = defineKind({
  id: 'behavior',
  title: 'Behaviour rules',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.behaviors.read',
  list: { path: '/api/v1/behaviors', pageSize: null },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read: (body) => ({ columns: objectColumns(body) }),
  touchedBy: [{ events: ['security.behavior.'], touch: { what: 'all' } }],
})

export const deviceAssurances = defineKind({
  id: 'device_assurance',
  title: 'Device assurance policies',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.deviceAssurance.read',
  list: { path: '/api/v1/device-assurances', pageSize: null },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read: (body) => ({ columns: objectColumns(body, { type: text(body, 'platform') }) }),
  touchedBy: [{ events: ['device.assurance.'], touch: { what: 'all' } }],
})

/** Network zones: `type` IP, DYNAMIC or DYNAMIC_V2; what they are used for stands in the body's `usage`. */
export const zones = defineKind({
  id: 'zone',
  title: 'Network zones',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.networkZones.read',
  list: { path: '/api/v1/zones', pageSize: null },
  one: '/api/v1/zones/{id}',
  everyMinutes: 60,
  keeps: 'row',
  volatile: ['lastUpdated'],
  read: (body) => ({ columns: objectColumns(body) }),
  touchedBy: [{ events: ['zone.', 'network_zone.'], touch: { what: 'all' } }],
})

/** API tokens: `subject_id` their owner, `type` where they may be used from (ANYWHERE, ZONE). */
export const apiTokens = defineKind({
  id: 'api_token',
  title: 'API tokens',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.apiTokens.read',
  list: { path: '/api/v1/api-tokens', pageSize: null },
  one: '/api/v1/api-tokens/{id}',
  everyMinutes: 60,
  keeps: 'row',
  // Each call of a token moves these.
  volatile: ['expiresAt', 'lastUpdated'],
  read: (body) => ({
    columns: objectColumns(body, {
      subject_id: text(body, 'userId'),
      type: text(body, 'network', 'connection'),
    }),
    links: linksTo('zone', 'in', list(at(body, 'network', 'include'))),
  }),
  touchedBy: [{ events: ['system.api_token.', 'user.lifecycle.deactivate'], touch: { what: 'all' } }],
})

function list(value: Json | undefined): string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) =>
    typeof item === 'string'
      ? [item]
      : isJsonObject(item) && typeof item['id'] === 'string'
        ? [item['id']]
        : [],
  )
}
