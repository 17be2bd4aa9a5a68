import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idOf, startOrg, type TestOrg } from '../testing/start-org.ts'
import { listApiTokens } from './api-tokens/list-api-tokens.ts'
import { readApiToken } from './api-tokens/read-api-token.ts'
import { revokeApiToken } from './api-tokens/revoke-api-token.ts'
import { deactivateAuthenticator } from './authenticators/deactivate-authenticator.ts'
import { deactivateAuthenticatorMethod } from './authenticators/deactivate-authenticator-method.ts'
import { listAuthenticatorMethods } from './authenticators/list-authenticator-methods.ts'
import { listAuthenticators } from './authenticators/list-authenticators.ts'
import { readAuthenticator } from './authenticators/read-authenticator.ts'
import { listAuthorizationServerClaims } from './authorization-servers/list-authorization-server-claims.ts'
import { listAuthorizationServerPolicies } from './authorization-servers/list-authorization-server-policies.ts'
import { listAuthorizationServerScopes } from './authorization-servers/list-authorization-server-scopes.ts'
import { listAuthorizationServers } from './authorization-servers/list-authorization-servers.ts'
import { readAuthorizationServer } from './authorization-servers/read-authorization-server.ts'
import { deactivateIdentityProvider } from './identity-providers/deactivate-identity-provider.ts'
import { listIdentityProviders } from './identity-providers/list-identity-providers.ts'
import { linkUserToIdentityProvider } from './identity-providers/link-user-to-identity-provider.ts'
import { listIdentityProviderUsers } from './identity-providers/list-identity-provider-users.ts'
import { unlinkUserFromIdentityProvider } from './identity-providers/unlink-user-from-identity-provider.ts'
import { readIdentityProvider } from './identity-providers/read-identity-provider.ts'
import { deactivateLogStream } from './log-streams/deactivate-log-stream.ts'
import { listLogStreams } from './log-streams/list-log-streams.ts'
import { readLogStream } from './log-streams/read-log-stream.ts'
import { createTrustedOrigin } from './org-security/create-trusted-origin.ts'
import { deactivateTrustedOrigin } from './org-security/deactivate-trusted-origin.ts'
import { deleteTrustedOrigin } from './org-security/delete-trusted-origin.ts'
import { listBehaviors } from './org-security/list-behaviors.ts'
import { listTrustedOrigins } from './org-security/list-trusted-origins.ts'
import { readThreatInsight } from './org-security/read-threat-insight.ts'
import { updateThreatInsight } from './org-security/update-threat-insight.ts'

let org: TestOrg
beforeAll(async () => {
  org = await startOrg()
})
afterAll(() => org.sim.close())

const offAndOn = [{ status: 'ACTIVE' }, { status: 'INACTIVE' }, { status: 'ACTIVE' }]

test('authenticators are listed, read, deactivated and activated again', async () => {
  const { authenticators } = await org.run(listAuthenticators)
  const google = Object(authenticators).find(({ key }: { key: string }) => key === 'google_otp')
  expect(await org.run(readAuthenticator, { authenticator: google.id })).toMatchObject({ key: 'google_otp' })
  expect(await org.runAndUndo(deactivateAuthenticator, { authenticator: google.id })).toEqual(offAndOn)
  const verify = Object(authenticators).find(({ key }: { key: string }) => key === 'okta_verify')
  const input = { authenticator: verify.id, method: 'push' }
  expect(await org.runAndUndo(deactivateAuthenticatorMethod, input)).toEqual(offAndOn)
  const { methods } = await org.run(listAuthenticatorMethods, { authenticator: verify.id })
  expect(methods).toContainEqual(expect.objectContaining({ type: 'push', status: 'ACTIVE' }))
})

test('API tokens are listed and read without themselves, and one that is revoked opens nothing', async () => {
  const other = await startOrg()
  try {
    const { tokens } = await other.run(listApiTokens)
    const { id: apiToken } = Object(tokens)[0]
    expect(JSON.stringify(tokens)).not.toContain(other.sim.apiToken)
    expect(await other.run(readApiToken, { apiToken })).toMatchObject({ id: apiToken })
    expect(await other.stateOf(revokeApiToken, { apiToken })).toMatchObject({ id: apiToken })
    expect(await other.lookUp(revokeApiToken, { apiToken })).toBeUndefined()
    expect(await other.run(revokeApiToken, { apiToken })).toEqual({ statusCode: 204 })
    await expect(other.run(listApiTokens)).rejects.toMatchObject({ statusCode: 401 })
  } finally {
    await other.sim.close()
  }
})

test('authorization servers are read with their scopes, claims and policies', async () => {
  const body = { name: 'Payroll API', description: 'd', audiences: ['api://payroll'] }
  const server = idOf(await org.call('POST', '/api/v1/authorizationServers', body))
  expect(await org.run(listAuthorizationServers)).toMatchObject({ hasMore: false })
  expect(await org.run(readAuthorizationServer, { server })).toMatchObject({ name: 'Payroll API' })
  for (const list of [
    listAuthorizationServerScopes,
    listAuthorizationServerClaims,
    listAuthorizationServerPolicies,
  ]) {
    expect(await org.run(list, { server })).toMatchObject({ hasMore: false })
  }
})

describe('secrets of others', () => {
  test('do not come with an identity provider, which is deactivated and activated again', async () => {
    const provider = idOf(
      await org.call('POST', '/api/v1/idps', {
        name: 'Partner',
        type: 'OIDC',
        protocol: { type: 'OIDC', credentials: { client: { client_id: 'c1', client_secret: 'hush-1' } } },
      }),
    )
    const read = await org.run(readIdentityProvider, { provider })
    expect(read).toMatchObject({ protocol: { credentials: { client: { client_id: 'c1' } } } })
    const all = [read, await org.run(listIdentityProviders, { type: 'OIDC' })]
    expect(JSON.stringify(all)).not.toContain('hush-1')
    expect(await org.runAndUndo(deactivateIdentityProvider, { provider })).toEqual(offAndOn)
    const login = 'linked@acme.test'
    const profile = { login, email: login, firstName: 'L', lastName: 'L' }
    const link = { provider, user: org.sim.org.createUser({ profile }).id, externalId: 'ext-1' }
    expect(await org.lookUp(linkUserToIdentityProvider, link)).toBeUndefined()
    await org.run(linkUserToIdentityProvider, link)
    expect(await org.lookUp(linkUserToIdentityProvider, link)).toMatchObject({ id: link.user })
    expect(await org.run(listIdentityProviderUsers, { provider })).toMatchObject({
      users: [{ id: link.user, externalId: 'ext-1' }],
    })
    const unlinked = await org.runAndUndo(unlinkUserFromIdentityProvider, { provider, user: link.user })
    expect(unlinked).toMatchObject([{ externalId: 'ext-1' }, null, { externalId: 'ext-1' }])
    await org.run(unlinkUserFromIdentityProvider, { provider, user: link.user })
    const again = await org.run(unlinkUserFromIdentityProvider, { provider, user: link.user })
    expect(again).toEqual({ statusCode: 404 })
  })

  test('do not come with a log stream, which is deactivated and activated again', async () => {
    const logStream = idOf(
      await org.call('POST', '/api/v1/logStreams', {
        name: 'SIEM',
        type: 'splunk_cloud_logstreaming',
        settings: { host: 'acme.splunkcloud.com', token: 'hush-2', edition: 'aws' },
      }),
    )
    const all = [await org.run(readLogStream, { logStream }), await org.run(listLogStreams)]
    expect(JSON.stringify(all)).not.toContain('hush-2')
    expect(await org.runAndUndo(deactivateLogStream, { logStream })).toEqual(offAndOn)
  })
})

test('trusted origins are created, found again, taken back and deleted in two steps', async () => {
  const input = { name: 'App', origin: 'https://app.acme.test', scopes: ['CORS'] }
  const [nothing, made, off] = await org.runAndUndo(createTrustedOrigin, input)
  expect([nothing, made, off]).toMatchObject([
    null,
    { status: 'ACTIVE', scopes: [{ type: 'CORS' }] },
    { status: 'INACTIVE' },
  ])
  const trustedOrigin = idOf(Object(made))
  expect(await org.lookUp(createTrustedOrigin, input)).toMatchObject({ id: trustedOrigin })
  expect(await org.lookUp(createTrustedOrigin, { ...input, scopes: ['REDIRECT'] })).toBeUndefined()
  expect(await org.run(listTrustedOrigins, { query: 'App' })).toMatchObject({
    origins: [{ id: trustedOrigin }],
  })
  expect(await org.run(deactivateTrustedOrigin, { trustedOrigin })).toEqual({
    statusCode: 200,
    changed: false,
  })
  expect(await org.run(deleteTrustedOrigin, { trustedOrigin })).toEqual({ statusCode: 204 })
  await expect(org.run(createTrustedOrigin, { name: 'x', origin: 'app.acme.test' })).rejects.toThrow(/origin/)
})

test('ThreatInsight is changed and changed back, and keeps its exceptions', async () => {
  const [before, between, after] = await org.runAndUndo(updateThreatInsight, {
    action: 'block',
    excludedZones: ['nzo1'],
  })
  expect(between).toMatchObject({ action: 'block', excludeZones: ['nzo1'] })
  expect(after).toMatchObject({ action: Object(before).action, excludeZones: Object(before).excludeZones })
  await org.run(updateThreatInsight, { action: 'block', excludedZones: ['nzo2'] })
  expect(await org.run(updateThreatInsight, { action: 'audit' })).toMatchObject({ excludeZones: ['nzo2'] })
  expect(await org.run(readThreatInsight)).toMatchObject({ action: 'audit' })
  await org.call('POST', '/api/v1/behaviors', { name: 'New city', type: 'ANOMALOUS_LOCATION' })
  expect(await org.run(listBehaviors)).toMatchObject({ behaviors: [{ name: 'New city' }] })
})
