import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { make, newName, newUser } from '../world.ts'
import { changing, creating, deleting, listing, moving, reading } from './shapes.ts'

const noAuthenticator = { input: { authenticator: 'autnone' } }
const noProvider = { input: { provider: '0oanone' } }
const noStream = { input: { logStream: '0oanone' } }
const noOrigin = { input: { trustedOrigin: 'tosnone' } }
const noServer = { input: { server: 'ausnone' } }
const noToken = { input: { apiToken: '00Tnone' } }

async function authenticatorOf(org: TestOrg, key: string): Promise<string> {
  const list: unknown = await org.call('GET', '/api/v1/authenticators')
  const found = Array.isArray(list) ? list.find((each) => Object(each).key === key) : undefined
  return Object(found).id
}

/** An authenticator that is on, or off. */
async function switched(org: TestOrg, step: 'activate' | 'deactivate'): Promise<{ authenticator: string }> {
  const authenticator = await authenticatorOf(org, 'google_otp')
  await org.call('POST', `/api/v1/authenticators/${authenticator}/lifecycle/${step}`)
  return { authenticator }
}

async function switchedMethod(org: TestOrg, step: 'activate' | 'deactivate') {
  const authenticator = await authenticatorOf(org, 'okta_verify')
  await org.call('POST', `/api/v1/authenticators/${authenticator}/methods/push/lifecycle/${step}`)
  return { authenticator, method: 'push' }
}

const newProvider = (org: TestOrg): Promise<string> =>
  make(org, '/api/v1/idps', { name: newName('Partner'), type: 'OIDC', protocol: { type: 'OIDC' } })

async function newLinkedUser(org: TestOrg): Promise<{ provider: string; user: string }> {
  const [provider, user] = [await newProvider(org), newUser(org)]
  await org.call('POST', `/api/v1/idps/${provider}/users/${user}`, { externalId: 'ext-1' })
  return { provider, user }
}

const newStream = (org: TestOrg): Promise<string> =>
  make(org, '/api/v1/logStreams', {
    name: newName('SIEM'),
    type: 'splunk_cloud_logstreaming',
    settings: { host: 'acme.splunkcloud.com', token: 'hush-2', edition: 'aws' },
  })

const newOrigin = (org: TestOrg): Promise<string> =>
  make(org, '/api/v1/trustedOrigins', {
    name: newName('Origin'),
    origin: `https://${newName('app')}.acme.test`,
    scopes: [{ type: 'CORS' }],
  })

async function newInactiveOrigin(org: TestOrg): Promise<{ trustedOrigin: string }> {
  const trustedOrigin = await newOrigin(org)
  await org.call('POST', `/api/v1/trustedOrigins/${trustedOrigin}/lifecycle/deactivate`)
  return { trustedOrigin }
}

const newServer = (org: TestOrg): Promise<string> =>
  make(org, '/api/v1/authorizationServers', {
    name: newName('API'),
    description: 'For a row',
    audiences: ['api://payroll'],
  })

const newApiToken = ({ sim }: TestOrg): string =>
  sim.org.createApiToken('admin@acme.test', newName('Token')).id

export const securityRows: Rows = {
  'okta.list_authenticators': listing({
    given: () => ({ limit: 100 }),
    sends: ['GET /api/v1/*'],
    gives: { authenticators: '*', hasMore: false },
  }),
  'okta.read_authenticator': reading({
    given: async (org) => ({ authenticator: await authenticatorOf(org, 'google_otp') }),
    sends: ['GET /api/v1/*/{authenticator}'],
    gives: { id: '{authenticator}', key: 'google_otp' },
    missing: noAuthenticator,
  }),
  'okta.activate_authenticator': moving({
    given: (org) => switched(org, 'deactivate'),
    sends: ['GET /api/v1/*/{authenticator}', 'POST /api/v1/*/{authenticator}/lifecycle/activate'],
    missing: noAuthenticator,
  }),
  'okta.deactivate_authenticator': moving({
    given: (org) => switched(org, 'activate'),
    sends: ['GET /api/v1/*/{authenticator}', 'POST /api/v1/*/{authenticator}/lifecycle/deactivate'],
    missing: noAuthenticator,
  }),
  'okta.list_authenticator_methods': reading({
    given: async (org) => ({ authenticator: await authenticatorOf(org, 'okta_verify'), limit: 100 }),
    sends: ['GET /api/v1/*/{authenticator}/methods'],
    gives: { methods: '*', hasMore: false },
    missing: noAuthenticator,
  }),
  'okta.activate_authenticator_method': moving({
    given: (org) => switchedMethod(org, 'deactivate'),
    sends: [
      'GET /api/v1/*/{authenticator}/methods/push',
      'POST /api/v1/*/{authenticator}/methods/push/lifecycle/activate',
    ],
    missing: noAuthenticator,
  }),
  'okta.deactivate_authenticator_method': moving({
    given: (org) => switchedMethod(org, 'activate'),
    sends: [
      'GET /api/v1/*/{authenticator}/methods/push',
      'POST /api/v1/*/{authenticator}/methods/push/lifecycle/deactivate',
    ],
    missing: noAuthenticator,
  }),
  'okta.list_identity_providers': listing({
    async given(org) {
      await newProvider(org)
      return { type: 'OIDC', limit: 1000 }
    },
    sends: ['GET /api/v1/idps?type=OIDC&limit=200'],
    gives: { providers: '*', hasMore: false },
  }),
  'okta.read_identity_provider': reading({
    given: async (org) => ({ provider: await newProvider(org) }),
    sends: ['GET /api/v1/idps/{provider}'],
    gives: { id: '{provider}', type: 'OIDC', status: 'ACTIVE' },
    missing: noProvider,
  }),
  'okta.activate_identity_provider': moving({
    async given(org) {
      const provider = await newProvider(org)
      await org.call('POST', `/api/v1/idps/${provider}/lifecycle/deactivate`)
      return { provider }
    },
    sends: ['GET /api/v1/idps/{provider}', 'POST /api/v1/idps/{provider}/lifecycle/activate'],
    missing: noProvider,
  }),
  'okta.deactivate_identity_provider': moving({
    given: async (org) => ({ provider: await newProvider(org) }),
    sends: ['GET /api/v1/idps/{provider}', 'POST /api/v1/idps/{provider}/lifecycle/deactivate'],
    missing: noProvider,
  }),
  'okta.list_identity_provider_users': reading({
    given: async (org) => ({ provider: (await newLinkedUser(org)).provider, limit: 100 }),
    sends: ['GET /api/v1/idps/{provider}/users?limit=101'],
    gives: { users: [{ id: '*', externalId: 'ext-1' }], hasMore: false },
    missing: noProvider,
  }),
  'okta.link_user_to_identity_provider': creating({
    given: async (org) => ({ provider: await newProvider(org), user: newUser(org), externalId: 'ext-2' }),
    sends: ['POST /api/v1/idps/{provider}/users/{user} {"externalId":"{externalId}"}'],
    gives: { id: '{user}', externalId: 'ext-2' },
    missing: noProvider,
  }),
  'okta.unlink_user_from_identity_provider': changing({
    given: newLinkedUser,
    sends: ['DELETE /api/v1/idps/{provider}/users/{user}'],
    gives: { statusCode: 204 },
    missing: noProvider,
    leaves: { id: '{user}', externalId: 'ext-1' },
    again: { gives: { statusCode: 404 } },
  }),
  'okta.list_log_streams': listing({
    async given(org) {
      await newStream(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/logStreams?limit=200'],
    gives: { streams: '*', hasMore: false },
  }),
  'okta.read_log_stream': reading({
    given: async (org) => ({ logStream: await newStream(org) }),
    sends: ['GET /api/v1/logStreams/{logStream}'],
    gives: { id: '{logStream}', status: 'ACTIVE' },
    missing: noStream,
  }),
  'okta.activate_log_stream': moving({
    async given(org) {
      const logStream = await newStream(org)
      await org.call('POST', `/api/v1/logStreams/${logStream}/lifecycle/deactivate`)
      return { logStream }
    },
    sends: ['GET /api/v1/logStreams/{logStream}', 'POST /api/v1/logStreams/{logStream}/lifecycle/activate'],
    missing: noStream,
  }),
  'okta.deactivate_log_stream': moving({
    given: async (org) => ({ logStream: await newStream(org) }),
    sends: ['GET /api/v1/logStreams/{logStream}', 'POST /api/v1/logStreams/{logStream}/lifecycle/deactivate'],
    missing: noStream,
  }),
  'okta.list_trusted_origins': listing({
    async given(org) {
      await newOrigin(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/trustedOrigins?limit=200'],
    gives: { origins: '*', hasMore: false },
  }),
  'okta.read_trusted_origin': reading({
    given: async (org) => ({ trustedOrigin: await newOrigin(org) }),
    sends: ['GET /api/v1/trustedOrigins/{trustedOrigin}'],
    gives: { id: '{trustedOrigin}', status: 'ACTIVE' },
    missing: noOrigin,
  }),
  'okta.create_trusted_origin': creating({
    given: () => ({
      name: newName('New origin'),
      origin: `https://${newName('web')}.acme.test`,
      scopes: ['CORS'],
    }),
    sends: ['POST /api/v1/trustedOrigins {"name":"{name}","origin":"{origin}","scopes":[{"type":"CORS"}]}'],
    gives: { id: '*', name: '{name}', origin: '{origin}', scopes: [{ type: 'CORS' }] },
    missing: { never: 'it stands alone' },
    again: { gives: { id: '*', name: '{name}' } },
    leaves: { status: 'INACTIVE' },
  }),
  'okta.activate_trusted_origin': moving({
    given: newInactiveOrigin,
    sends: [
      'GET /api/v1/trustedOrigins/{trustedOrigin}',
      'POST /api/v1/trustedOrigins/{trustedOrigin}/lifecycle/activate',
    ],
    missing: noOrigin,
  }),
  'okta.deactivate_trusted_origin': moving({
    given: async (org) => ({ trustedOrigin: await newOrigin(org) }),
    sends: [
      'GET /api/v1/trustedOrigins/{trustedOrigin}',
      'POST /api/v1/trustedOrigins/{trustedOrigin}/lifecycle/deactivate',
    ],
    missing: noOrigin,
  }),
  'okta.delete_trusted_origin': deleting({
    given: newInactiveOrigin,
    sends: ['GET /api/v1/trustedOrigins/{trustedOrigin}', 'DELETE /api/v1/trustedOrigins/{trustedOrigin}'],
    missing: noOrigin,
  }),
  'okta.list_behaviors': listing({
    async given(org) {
      await org.call('POST', '/api/v1/behaviors', { name: newName('City'), type: 'ANOMALOUS_LOCATION' })
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/behaviors'],
    gives: { behaviors: '*', hasMore: false },
  }),
  'okta.read_threat_insight': listing({
    given: () => ({}),
    sends: ['GET /api/v1/threats/configuration'],
    gives: { action: '*' },
  }),
  'okta.update_threat_insight': changing({
    async given(org) {
      await org.call('POST', '/api/v1/threats/configuration', { action: 'audit', excludeZones: [] })
      return { action: 'block', excludedZones: ['nzo1'] }
    },
    sends: ['POST /api/v1/threats/configuration {"action":"{action}","excludeZones":{excludedZones}}'],
    gives: { action: 'block', excludeZones: ['nzo1'] },
    missing: { never: 'every org has it' },
  }),
  'okta.list_authorization_servers': listing({
    async given(org) {
      await newServer(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/*?limit=200'],
    gives: { servers: '*', hasMore: false },
  }),
  'okta.read_authorization_server': reading({
    given: async (org) => ({ server: await newServer(org) }),
    sends: ['GET /api/v1/*/{server}'],
    gives: { id: '{server}', status: 'ACTIVE' },
    missing: noServer,
  }),
  'okta.list_authorization_server_scopes': reading({
    given: async (org) => ({ server: await newServer(org), limit: 100 }),
    sends: ['GET /api/v1/*/{server}/scopes?limit=101'],
    gives: { hasMore: false },
    missing: noServer,
  }),
  'okta.list_authorization_server_claims': reading({
    given: async (org) => ({ server: await newServer(org), limit: 100 }),
    sends: ['GET /api/v1/*/{server}/claims'],
    gives: { hasMore: false },
    missing: noServer,
  }),
  'okta.list_authorization_server_policies': reading({
    given: async (org) => ({ server: await newServer(org), limit: 100 }),
    sends: ['GET /api/v1/*/{server}/policies'],
    gives: { hasMore: false },
    missing: noServer,
  }),
  'okta.list_api_tokens': listing({
    given: () => ({ limit: 100 }),
    sends: ['GET /api/v1/api-tokens'],
    gives: { tokens: '*', hasMore: false },
  }),
  'okta.read_api_token': reading({
    given: (org) => ({ apiToken: newApiToken(org) }),
    sends: ['GET /api/v1/api-tokens/{apiToken}'],
    gives: { id: '{apiToken}', name: '*' },
    missing: noToken,
  }),
  'okta.revoke_api_token': deleting({
    given: (org) => ({ apiToken: newApiToken(org) }),
    sends: ['GET /api/v1/api-tokens/{apiToken}', 'DELETE /api/v1/api-tokens/{apiToken}'],
    missing: noToken,
  }),
}
