import type { ResourceKind } from './resource-kind.ts'
import { activation } from './resource-kind.ts'

const parentPath = '/api/v1/authorizationServers'

export const authorizationServers: ResourceKind = {
  path: parentPath,
  name: 'AuthorizationServer',
  idPrefix: 'aus',
  alias: 'name',
  page: { default: 200, max: 200 },
  createStatus: 201,
  required: ['name', 'audiences'],
  defaults: () => ({
    description: '',
    issuerMode: 'ORG_URL',
    credentials: { signing: { rotationMode: 'AUTO', use: 'sig' } },
  }),
  firstStatus: 'ACTIVE',
  transitions: activation,
  transitionStatus: 204,
  event: 'oauth2.as',
  verbs: {
    create: 'created',
    update: 'updated',
    delete: 'deleted',
    activate: 'activated',
    deactivate: 'deactivated',
  },
  show: ({ id, body }, self) => ({
    issuer: new URL(`/oauth2/${body['system'] === true ? String(body['name']) : id}`, self).href,
    _links: {
      scopes: { href: `${self}/scopes`, hints: { allow: ['GET'] } },
      claims: { href: `${self}/claims`, hints: { allow: ['GET'] } },
      policies: { href: `${self}/policies`, hints: { allow: ['GET'] } },
    },
  }),
}

const recorded = { create: 'created', update: 'updated', delete: 'deleted' }

export const oauthScopes: ResourceKind = {
  path: `${parentPath}/:server/scopes`,
  name: 'OAuth2Scope',
  idPrefix: 'scp',
  parent: authorizationServers,
  createStatus: 201,
  required: ['name'],
  defaults: ({ name }) => ({
    displayName: name,
    description: '',
    consent: 'IMPLICIT',
    metadataPublish: 'NO_CLIENTS',
    default: false,
    optional: false,
    system: false,
  }),
  event: 'oauth2.scope',
  verbs: recorded,
}

export const oauthClaims: ResourceKind = {
  path: `${parentPath}/:server/claims`,
  name: 'OAuth2Claim',
  idPrefix: 'ocl',
  parent: authorizationServers,
  createStatus: 201,
  required: ['name', 'value'],
  defaults: () => ({
    claimType: 'RESOURCE',
    valueType: 'EXPRESSION',
    alwaysIncludeInToken: true,
    conditions: { scopes: [] },
    system: false,
  }),
  firstStatus: 'ACTIVE',
  hasWritableStatus: true,
  event: 'oauth2.claim',
  verbs: recorded,
}

export const oauthPolicies: ResourceKind = {
  path: `${parentPath}/:server/policies`,
  name: 'AuthorizationServerPolicy',
  idPrefix: '00p',
  parent: authorizationServers,
  createStatus: 201,
  required: ['name'],
  defaults: () => ({
    type: 'OAUTH_AUTHORIZATION_POLICY',
    description: 'Rules of tokens',
    system: false,
    conditions: { clients: { include: ['ALL_CLIENTS'] } },
  }),
  rankedBy: 'type',
  firstStatus: 'ACTIVE',
  transitions: activation,
  transitionStatus: 204,
  event: 'policy.lifecycle',
}

export const oauthPolicyRules: ResourceKind = {
  path: `${parentPath}/:server/policies/:policy/rules`,
  name: 'AuthorizationServerPolicyRule',
  idPrefix: '0pr',
  parent: oauthPolicies,
  createStatus: 201,
  required: ['name', 'conditions'],
  defaults: () => ({ type: 'RESOURCE_ACCESS', system: false, actions: {} }),
  rankedBy: 'type',
  firstStatus: 'ACTIVE',
  transitions: activation,
  transitionStatus: 204,
  event: 'policy.rule',
  verbs: { create: 'add' },
}

export const resourceServerKeys: ResourceKind = {
  path: `${parentPath}/:server/resourceservercredentials/keys`,
  name: 'ResourceServerJsonWebKey',
  idPrefix: 'apk',
  parent: authorizationServers,
  createStatus: 201,
  operations: ['create', 'delete'],
  required: ['kid', 'n', 'e'],
  defaults: () => ({ kty: 'RSA', use: 'enc' }),
  firstStatus: 'ACTIVE',
  hasWritableStatus: true,
  transitions: activation,
  deletableWhen: 'INACTIVE',
  event: 'app.oauth2.as.resource_server.credentials.lifecycle',
}
