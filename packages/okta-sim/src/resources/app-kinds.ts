import { createHash } from 'node:crypto'
import { getApp } from '../org/apps.ts'
import { randomText } from '../org/ids.ts'
import type { ResourceKind } from './resource-kind.ts'
import { activation } from './resource-kind.ts'

const checkParent: NonNullable<ResourceKind['checkParent']> = (org, appId) => void getApp(org, appId)

export const clientKeys: ResourceKind = {
  path: '/api/v1/apps/:app/credentials/jwks',
  name: 'OAuth2ClientJsonWebKey',
  idPrefix: 'pks',
  checkParent,
  operations: ['create', 'delete'],
  createStatus: 201,
  required: ['kty'],
  defaults: () => ({ use: 'sig', kid: null, alg: null }),
  firstStatus: 'ACTIVE',
  hasWritableStatus: true,
  transitions: activation,
  deletableWhen: 'INACTIVE',
}

export const clientSecrets: ResourceKind = {
  path: '/api/v1/apps/:app/credentials/secrets',
  name: 'OAuth2ClientSecret',
  idPrefix: 'ocs',
  checkParent,
  operations: ['create', 'delete'],
  createStatus: 201,
  defaults: (_body, org) => ({ client_secret: randomText(org, 64) }),
  firstStatus: 'ACTIVE',
  hasWritableStatus: true,
  transitions: activation,
  deletableWhen: 'INACTIVE',
  show: ({ body }) => ({
    secret_hash: createHash('sha256').update(String(body['client_secret'])).digest('base64url').slice(0, 22),
  }),
}

export const federatedClaims: ResourceKind = {
  path: '/api/v1/apps/:app/federated-claims',
  name: 'FederatedClaim',
  idPrefix: 'ofc',
  checkParent,
  createStatus: 201,
  replaceStatus: 201,
  required: ['name', 'expression'],
}

export const groupPushMappings: ResourceKind = {
  path: '/api/v1/apps/:app/group-push/mappings',
  name: 'GroupPushMapping',
  idPrefix: 'gPm',
  checkParent,
  page: { default: 100, max: 1000 },
  operations: ['create', 'patch', 'delete'],
  createStatus: 201,
  required: ['sourceGroupId'],
  defaults: (_body, org) => ({ targetGroupId: `00g${randomText(org, 17)}` }),
  firstStatus: 'ACTIVE',
  hasWritableStatus: true,
  deletableWhen: 'INACTIVE',
  equalQuery: ['sourceGroupId', 'status'],
}

export const crossAppConnections: ResourceKind = {
  path: '/api/v1/apps/:app/cwo/connections',
  name: 'OrgCrossAppAccessConnection',
  idPrefix: 'cwo',
  checkParent,
  operations: ['create', 'patch', 'delete'],
  createStatus: 201,
  required: ['requestingAppInstanceId', 'resourceAppInstanceId'],
  firstStatus: 'ACTIVE',
  hasWritableStatus: true,
}
