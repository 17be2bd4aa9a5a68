import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { firstId, newServiceApp, newUser } from '../world.ts'

/** Someone who let a client have a scope, and the refresh token that it got. */
function newConsent(org: TestOrg): { user: string; client: string } {
  const [user, client] = [newUser(org), newServiceApp(org)]
  org.sim.org.authorizeApp({ appId: client, userId: user, scopes: ['profile'] })
  return { user, client }
}

const noUser = { input: { user: 'nobody@acme.test' } }
const noClient = { input: { client: '0oanone' } }

export const grantRows: Rows = {
  'okta.list_user_grants': {
    effect: 'read',
    given: (org) => ({ user: newConsent(org).user }),
    sends: ['GET /api/v1/users/{user}/grants?limit=200'],
    gives: { grants: [{ id: '*', scopeId: 'profile', clientId: '*', userId: '{user}' }], hasMore: false },
    missing: noUser,
  },
  'okta.revoke_user_grants': {
    effect: 'idempotent',
    given: (org) => ({ user: newConsent(org).user }),
    sends: ['DELETE /api/v1/users/{user}/grants'],
    gives: { statusCode: 204 },
    missing: noUser,
  },
  'okta.revoke_user_grant': {
    effect: 'idempotent',
    async given(org) {
      const { user } = newConsent(org)
      return { user, grant: await firstId(org, `/api/v1/users/${user}/grants`) }
    },
    sends: ['DELETE /api/v1/users/{user}/grants/{grant}'],
    gives: { statusCode: 204 },
    missing: noUser,
    again: { gives: { statusCode: 404 } },
  },
  'okta.list_user_clients': {
    effect: 'read',
    given: (org) => ({ user: newConsent(org).user }),
    sends: ['GET /api/v1/users/{user}/clients'],
    gives: { clients: [{ clientId: '*', name: '*' }] },
    missing: noUser,
  },
  'okta.list_client_grants_of_user': {
    effect: 'read',
    given: newConsent,
    sends: ['GET /api/v1/users/{user}/clients/{client}/grants?limit=200'],
    gives: { grants: [{ id: '*', scopeId: 'profile', clientId: '{client}' }], hasMore: false },
    missing: noClient,
  },
  'okta.revoke_client_grants_of_user': {
    effect: 'idempotent',
    given: newConsent,
    sends: ['DELETE /api/v1/users/{user}/clients/{client}/grants'],
    gives: { statusCode: 204 },
    missing: noClient,
  },
  'okta.list_client_tokens_of_user': {
    effect: 'read',
    given: newConsent,
    sends: ['GET /api/v1/users/{user}/clients/{client}/tokens?limit=200'],
    gives: { tokens: [{ id: '*', scopes: ['profile'], clientId: '{client}' }], hasMore: false },
    missing: noClient,
  },
  'okta.revoke_client_tokens_of_user': {
    effect: 'idempotent',
    given: newConsent,
    sends: ['DELETE /api/v1/users/{user}/clients/{client}/tokens'],
    gives: { statusCode: 204 },
    missing: noClient,
  },
  'okta.revoke_client_token_of_user': {
    effect: 'idempotent',
    async given(org) {
      const { user, client } = newConsent(org)
      const token = await firstId(org, `/api/v1/users/${user}/clients/${client}/tokens`)
      return { user, client, token }
    },
    sends: ['DELETE /api/v1/users/{user}/clients/{client}/tokens/{token}'],
    gives: { statusCode: 204 },
    missing: noClient,
    again: { gives: { statusCode: 404 } },
  },
}
