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
  fixed: ['type', 'system'],
  defaults: () => ({ priority: 1, system: false, description: '', conditions: {} }),
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
  fixed: ['type', 'system'],
  defaults: () => ({ priority: 1, system: false, conditions: {} }),
  firstStatus: 'ACTIVE',
  transitions: activation,
  transitionStatus: 204,
  event: 'policy.rule',
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

export const devices: ResourceKind = {
  path: '/api/v1/devices',
  name: 'UDDevice',
  idPrefix: 'guo',
  page: pageOf(200),
  operations: ['delete'],
  required: ['profile'],
  firstStatus: 'ACTIVE',
  search: ['id', 'status', 'profile.displayName', 'profile.serialNumber', 'profile.platform'],
  transitions: [
    { name: 'activate', to: 'ACTIVE', from: ['CREATED', 'DEACTIVATED'] },
    { name: 'deactivate', to: 'DEACTIVATED', from: ['ACTIVE', 'SUSPENDED', 'CREATED'] },
    { name: 'suspend', to: 'SUSPENDED', from: ['ACTIVE'] },
    { name: 'unsuspend', to: 'ACTIVE', from: ['SUSPENDED'] },
  ],
  transitionStatus: 204,
  deletableWhen: 'DEACTIVATED',
  event: 'device.lifecycle',
  show: ({ id, body }, self) => ({
    resourceType: 'UDDevice',
    resourceId: id,
    resourceAlternateId: null,
    resourceDisplayName: { value: Object(body['profile']).displayName ?? id, sensitive: false },
    _links: { users: { href: `${self}/users`, hints: { allow: ['GET'] } } },
  }),
}
