import type { Call, CallTable } from './call-table.ts'

const policy = '/api/v1/policies/{policy.id}'
const rules = `${policy}/rules`

const types = [
  'OKTA_SIGN_ON',
  'PASSWORD',
  'MFA_ENROLL',
  'IDP_DISCOVERY',
  'ACCESS_POLICY',
  'PROFILE_ENROLLMENT',
  'POST_AUTH_SESSION',
  'ENTITY_RISK',
]

const ofTypes = types.map((type): Call => [`GET /api/v1/policies?type=${type}`, 200])

export const policies: CallTable = {
  area: 'policies and rules',
  calls: [
    ...ofTypes,
    ['GET /api/v1/policies', 400],
    ['policy = POST /api/v1/policies', 200, { type: 'OKTA_SIGN_ON', name: 'Office', description: 'Strict' }],
    [`GET ${policy}`, 200],
    [`PUT ${policy}`, 200, { type: 'OKTA_SIGN_ON', name: 'Offices', priority: 1 }],
    [`POST ${policy}/lifecycle/deactivate`, 204],
    [`POST ${policy}/lifecycle/activate`, 204],
    [
      'rule = POST /api/v1/policies/{policy.id}/rules',
      200,
      { type: 'SIGN_ON', name: 'Strict', actions: { signon: { access: 'ALLOW' } } },
    ],
    [`GET ${rules}`, 200],
    [`GET ${rules}/{rule.id}`, 200],
    [
      `PUT ${rules}/{rule.id}`,
      200,
      { type: 'SIGN_ON', name: 'Stricter', actions: { signon: { access: 'DENY' } } },
    ],
    [`POST ${rules}/{rule.id}/lifecycle/deactivate`, 204],
    [`POST ${rules}/{rule.id}/lifecycle/activate`, 204],
    [`DELETE ${rules}/{rule.id}`, 204],
    [`DELETE ${policy}`, 204],
    ['DELETE /api/v1/policies/{accessPolicy.id}', 403],
    ['copy = POST /api/v1/policies/{accessPolicy.id}/clone', 200],
    [
      'mapping = POST /api/v1/policies/{copy.id}/mappings',
      200,
      { resourceId: '{slack.id}', resourceType: 'ACCESS_POLICY' },
    ],
    ['GET /api/v1/policies/{copy.id}/mappings', 200],
    ['GET /api/v1/policies/{copy.id}/mappings/{mapping.id}', 200],
    ['GET /api/v1/policies/{copy.id}/app', 200],
    ['DELETE /api/v1/policies/{copy.id}/mappings/{mapping.id}', 204],
    [
      'POST /api/v1/policies/simulate',
      200,
      [{ appInstance: '{slack.id}', policyTypes: ['ACCESS_POLICY', 'OKTA_SIGN_ON'] }],
    ],
  ],
}

const server = '/api/v1/authorizationServers/{server.id}'
const grants = { grantTypes: { include: ['client_credentials'] }, scopes: { include: ['*'] } }

export const authorizationServers: CallTable = {
  area: 'authorization servers',
  calls: [
    ['server = POST /api/v1/authorizationServers', 201, { name: 'Payments', audiences: ['api://pay'] }],
    ['GET /api/v1/authorizationServers', 200],
    ['GET /api/v1/authorizationServers/default', 200],
    [`GET ${server}`, 200],
    [`PUT ${server}`, 200, { name: 'Payment', audiences: ['api://pay'] }],
    [`scope = POST ${server}/scopes`, 201, { name: 'pay:read' }],
    [`GET ${server}/scopes`, 200],
    [`GET ${server}/scopes/{scope.id}`, 200],
    [`PUT ${server}/scopes/{scope.id}`, 200, { name: 'pay:write' }],
    [`DELETE ${server}/scopes/{scope.id}`, 204],
    [`claim = POST ${server}/claims`, 201, { name: 'dept', value: 'user.department', claimType: 'RESOURCE' }],
    [`GET ${server}/claims`, 200],
    [`GET ${server}/claims/{claim.id}`, 200],
    [`PUT ${server}/claims/{claim.id}`, 200, { name: 'dept', value: 'user.title', status: 'INACTIVE' }],
    [`DELETE ${server}/claims/{claim.id}`, 204],
    [`policy = POST ${server}/policies`, 201, { name: 'All', type: 'OAUTH_AUTHORIZATION_POLICY' }],
    [`GET ${server}/policies`, 200],
    [`GET ${server}/policies/{policy.id}`, 200],
    [`PUT ${server}/policies/{policy.id}`, 200, { name: 'Everybody', type: 'OAUTH_AUTHORIZATION_POLICY' }],
    [`POST ${server}/policies/{policy.id}/lifecycle/deactivate`, 204],
    [`POST ${server}/policies/{policy.id}/lifecycle/activate`, 204],
    [
      `rule = POST ${server}/policies/{policy.id}/rules`,
      201,
      { name: 'Machines', type: 'RESOURCE_ACCESS', conditions: grants },
    ],
    [`GET ${server}/policies/{policy.id}/rules`, 200],
    [`GET ${server}/policies/{policy.id}/rules/{rule.id}`, 200],
    [`PUT ${server}/policies/{policy.id}/rules/{rule.id}`, 200, { name: 'Machine', conditions: grants }],
    [`POST ${server}/policies/{policy.id}/rules/{rule.id}/lifecycle/deactivate`, 204],
    [`POST ${server}/policies/{policy.id}/rules/{rule.id}/lifecycle/activate`, 204],
    [`DELETE ${server}/policies/{policy.id}/rules/{rule.id}`, 204],
    [`DELETE ${server}/policies/{policy.id}`, 204],
    [
      `key = POST ${server}/resourceservercredentials/keys`,
      201,
      { kid: 'enc', kty: 'RSA', use: 'enc', n: 'abc', e: 'AQAB' },
    ],
    [`GET ${server}/resourceservercredentials/keys`, 200],
    [`GET ${server}/resourceservercredentials/keys/{key.id}`, 200],
    [`POST ${server}/resourceservercredentials/keys/{key.id}/lifecycle/deactivate`, 200],
    [`POST ${server}/resourceservercredentials/keys/{key.id}/lifecycle/activate`, 200],
    [`POST ${server}/resourceservercredentials/keys/{key.id}/lifecycle/deactivate`, 200],
    [`DELETE ${server}/resourceservercredentials/keys/{key.id}`, 204],
    [`POST ${server}/lifecycle/deactivate`, 204],
    [`POST ${server}/lifecycle/activate`, 204],
    [`DELETE ${server}`, 204],
  ],
}
