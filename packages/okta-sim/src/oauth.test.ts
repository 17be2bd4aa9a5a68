import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi } from './testing/call-api.ts'
import { assertionForm, newKey, postToken, proofOf } from './testing/oauth-client.ts'

const key = newKey()
let nowMs = Date.now()
let sim: OktaSim
let clientId: string

beforeAll(async () => {
  sim = await startOktaSim({ seed: true, clock: () => new Date(nowMs) })
  const scopes = ['okta.users.read', 'okta.groups.manage']
  ;({ clientId } = sim.org.createServiceApp({
    label: 'Automation',
    scopes,
    keys: [key.jwk],
    roles: ['SUPER_ADMIN'],
  }))
})
afterAll(() => sim.close())

const client = () => ({ url: sim.url, clientId, key })

async function get(path: string, authorization: string, more: Record<string, string> = {}) {
  const response = await fetch(sim.url + path, { headers: { Authorization: authorization, ...more } })
  // oxlint-disable-next-line typescript/no-explicit-any
  const body: any = await response.json()
  return { status: response.status, headers: response.headers, body }
}

describe('private_key_jwt', () => {
  test('gives a token for the scopes that were asked for, for an hour', async () => {
    const { status, body } = await postToken(sim.url, { form: assertionForm(client()) })
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'okta.users.read' })
    expect(await get('/api/v1/users?limit=1', `Bearer ${body.access_token}`)).toMatchObject({ status: 200 })
    nowMs += 3601 * 1000
    const expired = await get('/api/v1/users', `Bearer ${body.access_token}`)
    nowMs -= 3601 * 1000
    expect(expired).toMatchObject({ status: 401, body: { errorCode: 'E0000011' } })
    expect(expired.headers.get('WWW-Authenticate')).toContain('invalid_token')
  })

  const now = Math.floor(Date.now() / 1000)
  test.each<[string, { claims?: Record<string, unknown>; header?: Record<string, unknown> }]>([
    ['foreign audience', { claims: { aud: 'https://other.example/oauth2/v1/token' } }],
    ['custom server as audience', { claims: { aud: 'oauth2/default/v1/token' } }],
    ['expired', { claims: { exp: now - 10 } }],
    ['no exp', { claims: { exp: undefined } }],
    ['exp too far away', { claims: { exp: now + 2 * 3600 } }],
    ['iat in the future', { claims: { iat: now + 1800 } }],
    ['iss is not sub', { claims: { iss: 'someone' } }],
    ['unknown client', { claims: { iss: '0oaNobody', sub: '0oaNobody' } }],
    ['unknown kid', { header: { kid: 'other' } }],
    ['alg none', { header: { alg: 'none' } }],
  ])('%s is 401 invalid_client', async (_name, change) => {
    const answer = await postToken(sim.url, { form: assertionForm(client(), change) })
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(answer.body.error_description).toMatch(/\w/)
  })

  test('refuses the signature of another key, and a jti that was used before', async () => {
    const forged = assertionForm({ ...client(), key: newKey(key.jwk.kid) })
    expect(await postToken(sim.url, { form: forged })).toMatchObject({ status: 401 })
    const form = assertionForm(client())
    expect((await postToken(sim.url, { form })).status).toBe(200)
    expect(await postToken(sim.url, { form })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
  })

  test.each<[Record<string, string>, number, string]>([
    [{ scope: 'okta.apps.read' }, 400, 'invalid_scope'],
    [{ scope: 'okta.users.read okta.apps.read' }, 400, 'invalid_scope'],
    [{ scope: '' }, 400, 'invalid_scope'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [{ client_assertion_type: 'x' }, 400, 'invalid_request'],
  ])('%o is %d %s', async (change, status, error) => {
    const form = { ...assertionForm(client()), ...change }
    expect(await postToken(sim.url, { form })).toMatchObject({ status, body: { error } })
  })

  test('rotates keys with an overlap', async () => {
    const next = newKey('next')
    const app = (await callApi(sim, `GET /api/v1/apps/${clientId}`)).body
    app.settings.oauthClient.jwks = { keys: [key.jwk, next.jwk] }
    expect((await callApi(sim, `PUT /api/v1/apps/${clientId}`, app)).status).toBe(200)
    for (const each of [key, next]) {
      const form = assertionForm({ ...client(), key: each })
      expect((await postToken(sim.url, { form })).status).toBe(200)
    }
    const withoutKid = assertionForm(client(), { header: { kid: undefined } })
    expect((await postToken(sim.url, { form: withoutKid })).status).toBe(401)
  })
})

describe('client id and secret', () => {
  test('work for an API service integration in a Basic header, and without an admin role', async () => {
    const { clientId: id, clientSecret } = sim.org.createServiceApp({
      label: 'CII',
      scopes: ['okta.logs.read'],
    })
    const form = { grant_type: 'client_credentials', scope: 'okta.logs.read' }
    const basic = (secret: string) => ({
      Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    })
    const { body } = await postToken(sim.url, { form, headers: basic(clientSecret ?? '') })
    expect(await get('/api/v1/logs?limit=1', `Bearer ${body.access_token}`)).toMatchObject({ status: 200 })
    expect((await postToken(sim.url, { form, headers: basic('wrong') })).status).toBe(401)
    const posted = { ...form, client_id: id, client_secret: clientSecret ?? '' }
    expect(await postToken(sim.url, { form: posted })).toMatchObject({ status: 401 })
  })

  test('are refused for service apps of the org, whose secret cannot ask for okta scopes', async () => {
    const created = await callApi(sim, 'POST /api/v1/apps', {
      name: 'oidc_client',
      label: 'With secret',
      signOnMode: 'OPENID_CONNECT',
      credentials: { oauthClient: { token_endpoint_auth_method: 'client_secret_basic' } },
      settings: {
        oauthClient: {
          application_type: 'service',
          grant_types: ['client_credentials'],
          response_types: ['token'],
        },
      },
    })
    const { client_id: id, client_secret: secret } = created.body.credentials.oauthClient
    const headers = { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
    const form = { grant_type: 'client_credentials', scope: 'okta.users.read' }
    const answer = await postToken(sim.url, { form, headers })
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(answer.body.error_description).toContain('private_key_jwt')
    expect(
      (await callApi(sim, `GET /api/v1/apps/${id}`)).body.credentials.oauthClient.client_secret,
    ).toBeUndefined()
  })
})

describe('rights', () => {
  const tokenOf = async (id: string, scope: string) => {
    const form = assertionForm({ ...client(), clientId: id }, { scope })
    return String((await postToken(sim.url, { form })).body.access_token)
  }

  test('a missing scope is 403 E0000006 with insufficient_scope; manage allows reading', async () => {
    const token = await tokenOf(clientId, 'okta.groups.manage')
    expect((await get('/api/v1/groups', `Bearer ${token}`)).status).toBe(200)
    const refused = await get('/api/v1/users', `Bearer ${token}`)
    expect(refused).toMatchObject({ status: 403, body: { errorCode: 'E0000006' } })
    expect(refused.headers.get('WWW-Authenticate')).toMatch(/scope="okta\.users\.read".*insufficient_scope/)
  })

  test('without an admin role lists are silently empty and single reads are refused', async () => {
    const { clientId: id } = sim.org.createServiceApp({
      label: 'No role',
      scopes: ['okta.users.read'],
      keys: [key.jwk],
    })
    const token = await tokenOf(id, 'okta.users.read')
    expect(await get('/api/v1/users', `Bearer ${token}`)).toMatchObject({ status: 200, body: [] })
    const single = await get('/api/v1/users/ada.nwosu', `Bearer ${token}`)
    expect(single).toMatchObject({ status: 403, body: { errorCode: 'E0000006' } })
    expect((await callApi(sim, `GET /oauth2/v1/clients/${id}/roles`)).body).toEqual([])
    const assigned = await callApi(sim, `POST /oauth2/v1/clients/${id}/roles`, { type: 'READ_ONLY_ADMIN' })
    expect(assigned).toMatchObject({
      status: 200,
      body: { type: 'READ_ONLY_ADMIN', assignmentType: 'CLIENT' },
    })
    expect((await get('/api/v1/users?limit=1', `Bearer ${token}`)).body).toHaveLength(1)
    expect((await get('/api/v1/users/ada.nwosu', `Bearer ${token}`)).status).toBe(200)
  })

  test('scopes are granted and revoked through the app', async () => {
    const { clientId: id } = sim.org.createServiceApp({ label: 'Grants', scopes: [], keys: [key.jwk] })
    const grants = `/api/v1/apps/${id}/grants`
    const grant = { scopeId: 'okta.logs.read', issuer: sim.url }
    const granted = await callApi(sim, `POST ${grants}`, grant)
    expect(granted).toMatchObject({ status: 201, body: { scopeId: 'okta.logs.read', clientId: id } })
    expect((await callApi(sim, `POST ${grants}`, { ...grant, issuer: 'https://x' })).status).toBe(400)
    expect(
      (
        await postToken(sim.url, {
          form: assertionForm({ ...client(), clientId: id }, { scope: 'okta.logs.read' }),
        })
      ).status,
    ).toBe(200)
    expect((await callApi(sim, `DELETE ${grants}/${granted.body.id}`)).status).toBe(204)
    expect((await callApi(sim, `GET ${grants}`)).body).toEqual([])
  })
})

describe('DPoP', () => {
  const dpopKey = newKey('dpop')
  const tokenUrl = () => `${sim.url}/oauth2/v1/token`
  let dpopId: string

  beforeAll(() => {
    dpopId = sim.org.createServiceApp({
      label: 'Bound',
      scopes: ['okta.users.read'],
      keys: [key.jwk],
      roles: ['SUPER_ADMIN'],
      dpop: true,
    }).clientId
  })

  const ask = (proof?: string) =>
    postToken(sim.url, {
      form: assertionForm({ ...client(), clientId: dpopId }),
      ...(proof === undefined ? {} : { headers: { DPoP: proof } }),
    })

  async function boundToken(): Promise<string> {
    const first = await ask(proofOf(dpopKey, { method: 'POST', url: tokenUrl() }))
    const nonce = first.headers.get('dpop-nonce') ?? ''
    return String((await ask(proofOf(dpopKey, { method: 'POST', url: tokenUrl(), nonce }))).body.access_token)
  }

  test('asks for a nonce once and then binds the token', async () => {
    expect(await ask()).toMatchObject({ status: 400, body: { error: 'invalid_dpop_proof' } })
    const first = await ask(proofOf(dpopKey, { method: 'POST', url: tokenUrl() }))
    expect(first).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } })
    const nonce = first.headers.get('dpop-nonce') ?? ''
    const second = await ask(proofOf(dpopKey, { method: 'POST', url: tokenUrl(), nonce }))
    expect(second).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
    const claims = JSON.parse(Buffer.from(second.body.access_token.split('.')[1], 'base64url').toString())
    expect(claims.cnf.jkt).toMatch(/^[\w-]{43}$/)
  })

  test('opens the API with a proof for each call, and with nothing else', async () => {
    const accessToken = await boundToken()
    const url = `${sim.url}/api/v1/users`
    const call = (proof?: string) =>
      get('/api/v1/users?limit=1', `DPoP ${accessToken}`, proof === undefined ? {} : { DPoP: proof })
    const good = proofOf(dpopKey, { method: 'GET', url, accessToken })
    expect((await call(good)).status).toBe(200)
    const refused = [
      good, // used before
      proofOf(dpopKey, { method: 'POST', url, accessToken }),
      proofOf(dpopKey, { method: 'GET', url: `${url}?limit=1`, accessToken }),
      proofOf(dpopKey, { method: 'GET', url }),
      proofOf(newKey(), { method: 'GET', url, accessToken }),
      proofOf(
        dpopKey,
        { method: 'GET', url, accessToken },
        { claims: { iat: Math.floor(Date.now() / 1000) - 600 } },
      ),
      proofOf(dpopKey, { method: 'GET', url, accessToken }, { claims: { jti: undefined } }),
      proofOf(dpopKey, { method: 'GET', url, accessToken }, { header: { typ: 'JWT' } }),
      undefined,
    ]
    for (const proof of refused) {
      expect(await call(proof)).toMatchObject({ status: 400, body: { error: 'invalid_dpop_proof' } })
    }
    const bearer = await get('/api/v1/users', `Bearer ${accessToken}`)
    expect(bearer).toMatchObject({ status: 400, body: { error: 'dpop_proof_required_for_token' } })
  })

  test('accepts a nonce for three days', async () => {
    const { headers } = await ask(proofOf(dpopKey, { method: 'POST', url: tokenUrl() }))
    const nonce = headers.get('dpop-nonce') ?? ''
    const dayMs = 24 * 3600 * 1000
    const statusAfter = async (days: number) => {
      const iat = Math.floor(Date.now() / 1000) + days * 24 * 3600
      nowMs += days * dayMs
      const form = assertionForm({ ...client(), clientId: dpopId }, { claims: { iat, exp: iat + 300 } })
      const proof = proofOf(dpopKey, { method: 'POST', url: tokenUrl(), nonce }, { claims: { iat } })
      const answer = await postToken(sim.url, { form, headers: { DPoP: proof } })
      nowMs -= days * dayMs
      return answer.status
    }
    expect(await statusAfter(2)).toBe(200)
    expect(await statusAfter(3)).toBe(400)
  })
})
