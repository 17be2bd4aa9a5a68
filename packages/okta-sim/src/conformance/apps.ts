import { newKey } from '../testing/oauth-client.ts'
import type { CallTable } from './call-table.ts'

const service = {
  name: 'oidc_client',
  label: 'Service',
  signOnMode: 'OPENID_CONNECT',
  credentials: { oauthClient: { token_endpoint_auth_method: 'private_key_jwt' } },
  settings: {
    oauthClient: {
      application_type: 'service',
      grant_types: ['client_credentials'],
      response_types: ['token'],
      jwks: { keys: [newKey().jwk] },
    },
  },
}
const app = '/api/v1/apps/{app.id}'

export const apps: CallTable = {
  area: 'apps and their assignments',
  calls: [
    ['app = POST /api/v1/apps', 200, service],
    ['GET /api/v1/apps', 200],
    [`GET ${app}`, 200],
    [`PUT ${app}`, 200, { ...service, label: 'Renamed' }],
    [`PUT ${app}/groups/{finance.id}`, 200, { priority: 0 }],
    [`GET ${app}/groups`, 200],
    [`GET ${app}/groups/{finance.id}`, 200],
    ['GET /api/v1/groups/{finance.id}/apps', 200],
    [`PATCH ${app}/groups/{finance.id}`, 200, [{ op: 'replace', path: '/priority', value: 3 }]],
    [`DELETE ${app}/groups/{finance.id}`, 204],
    [`POST ${app}/users`, 200, { id: '{lin.id}' }],
    [`POST ${app}/users`, 409, { id: '{lin.id}' }],
    [`GET ${app}/users`, 200],
    [`GET ${app}/users/{lin.id}`, 200],
    [`POST ${app}/users/{lin.id}`, 200, { profile: {}, credentials: { userName: 'lin' } }],
    [`DELETE ${app}/users/{lin.id}`, 204],
    ['policies = GET /api/v1/policies?type=ACCESS_POLICY', 200],
    [`PUT ${app}/policies/{policies.0.id}`, 204],
    [`GET ${app}/features`, 200],
    [`GET ${app}/features/USER_PROVISIONING`, 200],
    [`GET ${app}/features/INBOUND_PROVISIONING`, 404],
    ['GET /api/v1/meta/schemas/apps/{app.id}/default', 200],
    ['POST /api/v1/meta/schemas/apps/{app.id}/default', 200, {}],
    ['grant = POST /api/v1/apps/{app.id}/grants', 201, { scopeId: 'okta.users.read', issuer: '{url}' }],
    [`GET ${app}/grants`, 200],
    [`GET ${app}/grants/{grant.id}`, 200],
    [`DELETE ${app}/grants/{grant.id}`, 204],
    [`DELETE ${app}`, 403],
    [`POST ${app}/lifecycle/deactivate`, 200],
    [`POST ${app}/lifecycle/activate`, 200],
    [`POST ${app}/lifecycle/deactivate`, 200],
    [`DELETE ${app}`, 204],
  ],
}

const slack = '/api/v1/apps/{slack.id}'
const { kty, crv, x, y } = newKey().jwk as Record<string, unknown>
const jwk = { kty, crv, x, y, kid: 'second', use: 'sig', alg: 'ES256' }

export const appParts: CallTable = {
  area: 'keys, secrets, claims and pushes of apps',
  calls: [
    ['key = POST /api/v1/apps/{slack.id}/credentials/jwks', 201, jwk],
    [`GET ${slack}/credentials/jwks`, 200],
    [`GET ${slack}/credentials/jwks/{key.id}`, 200],
    [`POST ${slack}/credentials/jwks/{key.id}/lifecycle/deactivate`, 200],
    [`POST ${slack}/credentials/jwks/{key.id}/lifecycle/activate`, 200],
    [`POST ${slack}/credentials/jwks/{key.id}/lifecycle/deactivate`, 200],
    [`DELETE ${slack}/credentials/jwks/{key.id}`, 204],
    ['secret = POST /api/v1/apps/{slack.id}/credentials/secrets', 201, {}],
    [`GET ${slack}/credentials/secrets`, 200],
    [`GET ${slack}/credentials/keys`, 200],
    [`GET ${slack}/credentials/secrets/{secret.id}`, 200],
    [`POST ${slack}/credentials/secrets/{secret.id}/lifecycle/deactivate`, 200],
    [`POST ${slack}/credentials/secrets/{secret.id}/lifecycle/activate`, 200],
    [`POST ${slack}/credentials/secrets/{secret.id}/lifecycle/deactivate`, 200],
    [`DELETE ${slack}/credentials/secrets/{secret.id}`, 204],
    [
      'claim = POST /api/v1/apps/{slack.id}/federated-claims',
      201,
      { name: 'dept', expression: 'user.department' },
    ],
    [`GET ${slack}/federated-claims`, 200],
    [`GET ${slack}/federated-claims/{claim.id}`, 200],
    [`PUT ${slack}/federated-claims/{claim.id}`, 201, { name: 'dept', expression: 'user.title' }],
    [`DELETE ${slack}/federated-claims/{claim.id}`, 204],
    [
      'push = POST /api/v1/apps/{slack.id}/group-push/mappings',
      201,
      { sourceGroupId: '{finance.id}', targetGroupName: 'finance', status: 'ACTIVE' },
    ],
    [`GET ${slack}/group-push/mappings`, 200],
    [`GET ${slack}/group-push/mappings/{push.id}`, 200],
    [`PATCH ${slack}/group-push/mappings/{push.id}`, 200, { status: 'INACTIVE' }],
    [`DELETE ${slack}/group-push/mappings/{push.id}?deleteTargetGroup=false`, 204],
    [
      'cwo = POST /api/v1/apps/{slack.id}/cwo/connections',
      201,
      { requestingAppInstanceId: '{slack.id}', resourceAppInstanceId: '{payroll.id}' },
    ],
    [`GET ${slack}/cwo/connections`, 200],
    [`GET ${slack}/cwo/connections/{cwo.id}`, 200],
    [`PATCH ${slack}/cwo/connections/{cwo.id}`, 200, { status: 'INACTIVE' }],
    [`DELETE ${slack}/cwo/connections/{cwo.id}`, 204],
  ],
}
