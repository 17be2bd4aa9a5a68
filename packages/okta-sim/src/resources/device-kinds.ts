import type { Resource, ResourceKind } from './resource-kind.ts'

/** Kinds that name their times otherwise and say who made them. */
const named = ({ created, lastUpdated }: Resource) => ({
  createdDate: created,
  lastUpdate: lastUpdated,
  createdBy: 'okta.system',
  lastUpdatedBy: 'okta.system',
})

export const devices: ResourceKind = {
  path: '/api/v1/devices',
  name: 'UDDevice',
  idPrefix: 'guo',
  page: { default: 200, max: 200 },
  operations: ['delete'],
  required: ['profile'],
  firstStatus: 'ACTIVE',
  transitions: [
    { name: 'activate', to: 'ACTIVE', from: ['CREATED', 'DEACTIVATED'] },
    { name: 'deactivate', to: 'DEACTIVATED', from: ['ACTIVE', 'SUSPENDED', 'CREATED'] },
    { name: 'suspend', to: 'SUSPENDED', from: ['ACTIVE'] },
    { name: 'unsuspend', to: 'ACTIVE', from: ['SUSPENDED'] },
  ],
  transitionStatus: 204,
  deletableWhen: 'DEACTIVATED',
  search: [
    'id',
    'status',
    'created',
    'lastUpdated',
    ...[
      'displayName',
      'platform',
      'manufacturer',
      'model',
      'osVersion',
      'serialNumber',
      'imei',
      'udid',
      'sid',
    ].map((name) => `profile.${name}`),
  ],
  event: 'device.lifecycle',
  secret: ['users'],
  show: ({ id, body }, self) => ({
    resourceType: 'UDDevice',
    resourceId: id,
    resourceAlternateId: null,
    resourceDisplayName: { value: Object(body['profile']).displayName ?? id, sensitive: false },
    _links: { users: { href: `${self}/users`, hints: { allow: ['GET'] } } },
  }),
}

export const deviceAssurances: ResourceKind = {
  path: '/api/v1/device-assurances',
  name: 'DeviceAssurance',
  idPrefix: 'dae',
  required: ['name', 'platform'],
  fixed: ['platform'],
  defaults: () => ({ displayRemediationMode: 'HIDE' }),
  event: 'device.assurance.policy',
  verbs: { create: 'add' },
  show: named,
}

export const devicePostureChecks: ResourceKind = {
  path: '/api/v1/device-posture-checks',
  name: 'DevicePostureCheck',
  idPrefix: 'dch',
  required: ['name', 'platform', 'query'],
  defaults: () => ({ type: 'CUSTOM', mappingType: 'CHECKBOX', description: '' }),
  event: 'device.posture.check',
  verbs: { create: 'add' },
  show: named,
}

export const deviceIntegrations: ResourceKind = {
  path: '/api/v1/device-integrations',
  name: 'DeviceIntegration',
  idPrefix: 'dvi',
  operations: [],
  firstStatus: 'DEACTIVATED',
  transitions: [
    { name: 'activate', to: 'ACTIVE' },
    { name: 'deactivate', to: 'DEACTIVATED' },
  ],
  event: 'device.integration.endpoint_security',
}

export const pushProviders: ResourceKind = {
  path: '/api/v1/push-providers',
  name: 'PushProvider',
  idPrefix: 'ppc',
  required: ['name', 'providerType'],
  fixed: ['providerType'],
  equalQuery: ['type'],
  event: 'device.push.provider',
  show: ({ lastUpdated }) => ({ lastUpdatedDate: lastUpdated }),
}
