import type { ResourceKind } from './resource-kind.ts'
import { activation } from './resource-kind.ts'

export const userTypes: ResourceKind = {
  path: '/api/v1/meta/types/user',
  name: 'UserType',
  idPrefix: 'oty',
  operations: ['create', 'replace', 'merge', 'delete'],
  required: ['name', 'displayName'],
  fixed: ['name'],
  defaults: () => ({ default: false, createdBy: 'okta.system', lastUpdatedBy: 'okta.system' }),
  show: ({ id }, self) => {
    const schemas = new URL(`/api/v1/meta/schemas/user/${id}`, self)
    return { _links: { schema: { rel: 'schema', href: schemas.href, method: 'GET' } } }
  },
}

export const realms: ResourceKind = {
  path: '/api/v1/realms',
  name: 'Realm',
  idPrefix: 'guo',
  page: { default: 200, max: 200 },
  required: ['profile'],
  defaults: () => ({ isDefault: false }),
  search: ['id', 'profile.name'],
}

export const realmAssignments: ResourceKind = {
  path: '/api/v1/realm-assignments',
  name: 'RealmAssignment',
  idPrefix: 'rul',
  page: { default: 200, max: 200 },
  createStatus: 201,
  required: ['name'],
  defaults: () => ({ isDefault: false, priority: 1, domains: [] }),
  firstStatus: 'INACTIVE',
  transitions: activation,
  transitionStatus: 204,
  deletableWhen: 'INACTIVE',
}

export const logStreams: ResourceKind = {
  path: '/api/v1/logStreams',
  name: 'LogStream',
  idPrefix: '0oa',
  page: { default: 20, max: 200 },
  required: ['name', 'type', 'settings'],
  fixed: ['type'],
  firstStatus: 'ACTIVE',
  transitions: activation,
  filter: ['status', 'type'],
  event: 'system.log_stream.lifecycle',
}

export const inlineHooks: ResourceKind = {
  path: '/api/v1/inlineHooks',
  name: 'InlineHook',
  idPrefix: 'cal',
  operations: ['create', 'replace', 'merge', 'delete'],
  required: ['name', 'type', 'version', 'channel'],
  fixed: ['type'],
  firstStatus: 'ACTIVE',
  transitions: activation,
  deletableWhen: 'INACTIVE',
  equalQuery: ['type'],
  event: 'inline_hook',
  verbs: {
    create: 'created',
    update: 'updated',
    delete: 'deleted',
    activate: 'activated',
    deactivate: 'deactivated',
  },
}

export const principalRateLimits: ResourceKind = {
  path: '/api/v1/principal-rate-limits',
  name: 'PrincipalRateLimitEntity',
  idPrefix: 'pbl',
  page: { default: 20, max: 50 },
  operations: ['create', 'replace'],
  createStatus: 201,
  required: ['principalId', 'principalType'],
  filter: ['principalId', 'principalType'],
  requiredQuery: 'filter',
  show: ({ created, lastUpdated }) => ({ createdDate: created, lastUpdate: lastUpdated }),
}

export const features: ResourceKind = {
  path: '/api/v1/features',
  name: 'Feature',
  idPrefix: 'ftr',
  operations: [],
  defaults: () => ({ type: 'self-service', description: '', stage: { state: 'OPEN', value: 'EA' } }),
  firstStatus: 'DISABLED',
  transitions: ['ENABLE', 'enable', 'DISABLE', 'disable'].map((name) => ({
    name,
    to: name.toLowerCase() === 'enable' ? 'ENABLED' : 'DISABLED',
    event: name.toLowerCase(),
  })),
  transitionPrefix: '',
  event: 'system.feature',
}
