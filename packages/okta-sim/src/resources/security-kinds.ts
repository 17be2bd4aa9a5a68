import type { ResourceKind } from './resource-kind.ts'
import { activation } from './resource-kind.ts'

const pageOf = (max: number, usual = max) => ({ default: usual, max })

export const networkZones: ResourceKind = {
  path: '/api/v1/zones',
  name: 'NetworkZone',
  idPrefix: 'nzo',
  page: pageOf(1000),
  required: ['name', 'type'],
  fixed: ['type', 'system'],
  defaults: (body) => ({
    usage: 'POLICY',
    system: false,
    ...(body['type'] === 'IP' ? { gateways: [], proxies: null } : {}),
  }),
  firstStatus: 'ACTIVE',
  transitions: activation,
  deletableWhen: 'INACTIVE',
  filter: ['id', 'usage', 'system'],
  event: 'zone',
}

export const policies: ResourceKind = {
  path: '/api/v1/policies',
  name: 'Policy',
  idPrefix: '00p',
  required: ['name', 'type'],
  fixed: ['type'],
  // Apps say for whom a sign-on policy of theirs holds; it has no conditions itself.
  defaults: ({ type }) => ({
    system: false,
    description: '',
    conditions: ['OKTA_SIGN_ON', 'PASSWORD', 'MFA_ENROLL'].includes(String(type)) ? {} : null,
  }),
  rankedBy: 'type',
  firstStatus: 'ACTIVE',
  transitions: activation,
  transitionStatus: 204,
  equalQuery: ['type', 'status'],
  requiredQuery: 'type',
  event: 'policy.lifecycle',
  show: (_policy, self) => ({
    _links: { rules: { href: `${self}/rules`, hints: { allow: ['GET', 'POST'] } } },
  }),
}

export const policyRules: ResourceKind = {
  path: '/api/v1/policies/:parent/rules',
  name: 'PolicyRule',
  idPrefix: '0pr',
  parent: policies,
  required: ['name'],
  fixed: ['type'],
  defaults: () => ({ system: false, conditions: {} }),
  rankedBy: 'type',
  firstStatus: 'ACTIVE',
  transitions: activation,
  transitionStatus: 204,
  event: 'policy.rule',
  verbs: { create: 'add' },
}

export const authenticators: ResourceKind = {
  path: '/api/v1/authenticators',
  name: 'Authenticator',
  idPrefix: 'aut',
  operations: ['create', 'replace'],
  required: ['key', 'name'],
  fixed: ['key', 'type'],
  firstStatus: 'ACTIVE',
  transitions: activation,
  event: 'security.authenticator.lifecycle',
  show: (_authenticator, self) => ({
    _links: { methods: { href: `${self}/methods`, hints: { allow: ['GET'] } } },
  }),
}

export const identityProviders: ResourceKind = {
  path: '/api/v1/idps',
  name: 'IdentityProvider',
  idPrefix: '0oa',
  page: pageOf(200, 20),
  required: ['name', 'type', 'protocol'],
  fixed: ['type'],
  defaults: () => ({ issuerMode: 'DYNAMIC' }),
  firstStatus: 'ACTIVE',
  transitions: activation,
  equalQuery: ['type'],
  event: 'system.idp.lifecycle',
}

export const behaviors: ResourceKind = {
  path: '/api/v1/behaviors',
  name: 'BehaviorRule',
  idPrefix: 'abc',
  required: ['name', 'type'],
  fixed: ['type'],
  defaults: () => ({ settings: {} }),
  firstStatus: 'ACTIVE',
  transitions: activation,
  event: 'security.behavior.settings',
  verbs: { activate: null, deactivate: null },
}

export const trustedOrigins: ResourceKind = {
  path: '/api/v1/trustedOrigins',
  name: 'TrustedOrigin',
  idPrefix: 'tos',
  page: pageOf(200),
  required: ['name', 'origin', 'scopes'],
  firstStatus: 'ACTIVE',
  transitions: activation,
  filter: ['id', 'name', 'origin', 'status'],
  event: 'security.trusted_origin',
}
