import { startOktaSim, type NewServiceApp, type OktaSim } from '@keyway/okta-sim'
import { z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openConnectionsApi, type ConnectionsApi } from '../testing/connections-api.ts'
import { createDirectories } from '../testing/directories.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

const hour = 3_600_000
let aheadMs = 0
let sim: OktaSim
let api: ConnectionsApi

beforeEach(async () => {
  aheadMs = 0
  sim = await startOktaSim({ seed: true, clock: () => new Date(Date.now() + aheadMs) })
  api = await openConnectionsApi(directories.create())
})
afterEach(async () => {
  await api.close()
  await sim.close()
})

const answer = z.object({
  id: z.string().default(''),
  ok: z.boolean().default(false),
  message: z.string().default(''),
  detail: z.string().default(''),
  details: z.record(z.string(), z.unknown()).default({}),
  keys: z.array(z.object({ publicKey: z.record(z.string(), z.string()) })).default([]),
})

const send = async (method: string, path: string, body?: unknown) =>
  answer.parse(await api.send(method, `/connections${path}`, { body }))

const connect = async (values: Record<string, string>) =>
  (await send('POST', '', { name: 'org', connector: 'okta', values: { domain: sim.url, ...values } })).id
const check = (id: string) => send('POST', `/${id}/test`)

/** A connection whose key was made by Keyway and given to an app of the org. */
async function connectApp(scopes: string, app: Partial<NewServiceApp> = {}): Promise<string> {
  const id = await connect({ signIn: 'private_key', scopes })
  const { keys } = await send('POST', `/${id}/keys`)
  const { clientId } = sim.org.createServiceApp({
    label: 'Keyway',
    scopes: scopes.split(' '),
    keys: keys.map(({ publicKey }) => publicKey),
    roles: ['SUPER_ADMIN'],
    ...app,
  })
  await send('PATCH', `/${id}`, { values: { clientId } })
  return id
}

/** Publishes a flow whose steps use the connection. */
const use = (connectionId: string, ...steps: { use: string; with: Record<string, string> }[]) =>
  api.publish(connectionId, {
    steps: steps.map((step, index) => ({ id: `step${index}`, connection: 'org', ...step })),
  })

const readUser = { use: 'okta.read_user', with: { user: 'ada@acme.test' } }
const createGroup = { use: 'okta.create_group', with: { name: 'x' } }

describe('an API token', () => {
  test('works for its owner, and misses no scopes', async () => {
    const id = await connect({ token: sim.apiToken })
    await use(id, readUser, createGroup)
    const report = await check(id)
    expect(report).toMatchObject({ ok: true, message: expect.stringContaining('Okta Admin (admin@') })
  })

  test('has the rights of its owner: what no role covers is named, with a role that does', async () => {
    const id = await connect({ token: sim.apiToken })
    await use(id, readUser, createGroup)
    await changeOwnerRole('READ_ONLY_ADMIN')
    const report = await check(id)
    expect(report.ok).toBe(false)
    expect(report.message).toMatch(
      /No admin role of the owner of the token covers okta\.groups\.manage .*for example Group Membership Administrator/,
    )
    expect(report.message).not.toContain('okta.users')
  })

  test('that is wrong is told so', async () => {
    const report = await check(await connect({ token: 'wrong' }))
    expect(report).toMatchObject({ ok: false, message: expect.stringContaining('E0000011') })
  })
})

describe('a service app', () => {
  test('works with its scopes and roles, also over tokens bound to a key', async () => {
    const id = await connectApp('okta.users.read okta.groups.manage okta.roles.read', { dpop: true })
    await use(id, readUser, createGroup)
    expect(await check(id)).toMatchObject({
      ok: true,
      details: { missingScopes: [], unusedScopes: ['okta.roles.read'] },
    })
  })

  test('that lacks a scope for a flow hears whether Okta would give it', async () => {
    const granted = ['okta.users.read', 'okta.groups.manage']
    const id = await connectApp('okta.users.read', { scopes: granted })
    const unlock = { use: 'okta.unlock_user', with: { user: 'x' } }
    await use(id, readUser, createGroup, unlock)
    const { ok, message, details } = await check(id)
    expect([ok, details['missingScopes']]).toEqual([false, ['okta.groups.manage', 'okta.users.manage']])
    expect(message).toMatch(/does not ask for: okta\.users\.manage\. Grant them to the app in Okta/)
    expect(message).toMatch(/does not ask for: okta\.groups\.manage\. The app is granted them already/)
  })

  test('that asks for a scope too many hears which', async () => {
    const id = await connectApp('okta.users.read okta.apps.manage okta.logs.read', {
      scopes: ['okta.users.read'],
    })
    const { ok, message } = await check(id)
    expect(ok).toBe(false)
    expect(message).toMatch(/not granted: okta\.apps\.manage, okta\.logs\.read\. Grant/)
  })

  test('without a role is warned of lists that are empty and of what is refused', async () => {
    const id = await connectApp('okta.users.read okta.networkZones.read', { roles: [] })
    const { ok, message } = await check(id)
    expect(ok).toBe(false)
    expect(message).toMatch(
      /empty list for \/api\/v1\/users and calls it no error: the admin role of the app/,
    )
    expect(message).toContain('Okta refuses /api/v1/zones: no admin role of the app covers it')
  })

  test('with too small a role hears which would do, where the roles may be read', async () => {
    const id = await connectApp('okta.users.manage okta.groups.manage okta.roles.read', {
      roles: ['READ_ONLY_ADMIN'],
    })
    await use(id, createGroup)
    const { ok, message } = await check(id)
    expect(ok).toBe(false)
    expect(message).toMatch(/No admin role of the app covers okta\.groups\.manage \(it has Read/)
  })

  test('whose roles may not be read says what it could not see, and is fine otherwise', async () => {
    const id = await connectApp('okta.groups.manage')
    await use(id, createGroup)
    expect(await check(id)).toMatchObject({ ok: true, message: expect.stringContaining('okta.roles.read') })
  })

  test('with another key than Okta knows is refused with advice', async () => {
    const id = await connectApp('okta.users.read')
    const stored = await send('PATCH', `/${id}`, { values: { privateKey: null } })
    expect(stored.keys).toEqual([])
    await send('POST', `/${id}/keys`)
    expect(await check(id)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/invalid_client.*knows this public key/),
    })
  })

  test('goes on with the next key once Okta knows it', async () => {
    const id = await connectApp('okta.users.read')
    const { keys } = await send('POST', `/${id}/keys`)
    expect(keys).toHaveLength(2)
    expect((await send('POST', `/${id}/keys/switch`)).detail).toMatch(/current one stays/)
    expect(await check(id)).toMatchObject({ ok: true })
    const { clientId } = sim.org.createServiceApp({
      label: 'With both keys',
      scopes: ['okta.users.read'],
      keys: keys.map(({ publicKey }) => publicKey),
      roles: ['READ_ONLY_ADMIN'],
    })
    await send('PATCH', `/${id}`, { values: { clientId } })
    expect((await send('POST', `/${id}/keys/switch`)).keys).toEqual([keys[1]])
    expect(await check(id)).toMatchObject({ ok: true })
  })

  test('whose token expired early gets another', async () => {
    const id = await connectApp('okta.users.read okta.groups.read')
    expect(await check(id)).toMatchObject({ ok: true })
    aheadMs = 2 * hour
    expect(await check(id)).toMatchObject({ ok: true })
  })
})

test('an API service integration needs its secret and no role', async () => {
  const scopes = 'okta.users.read'
  const { clientId, clientSecret } = sim.org.createServiceApp({
    label: 'From the catalogue',
    scopes: [scopes],
  })
  const id = await connect({ signIn: 'client_secret', clientId, clientSecret: clientSecret ?? '', scopes })
  await use(id, readUser)
  expect(await check(id)).toMatchObject({ ok: true })
  await send('PATCH', `/${id}`, { values: { clientSecret: 'another' } })
  expect(await check(id)).toMatchObject({ ok: false, message: expect.stringMatching(/invalid_client/) })
})

/** Leaves the owner of the API token with this admin role only. */
async function changeOwnerRole(type: string): Promise<void> {
  const headers = { Authorization: `SSWS ${sim.apiToken}`, 'content-type': 'application/json' }
  const roles = `${sim.url}/api/v1/users/me/roles`
  const before = z.array(z.object({ id: z.string() })).parse(await (await fetch(roles, { headers })).json())
  await fetch(roles, { method: 'POST', headers, body: JSON.stringify({ type }) })
  for (const { id } of before) {
    expect((await fetch(`${roles}/${id}`, { method: 'DELETE', headers })).status).toBe(204)
  }
}
