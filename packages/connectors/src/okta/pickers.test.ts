import { createTestContext } from '@keyway/connectors/testing'
import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { findFieldMeta, isJsonObject, path, type Json, type JsonObject, type Option } from '@keyway/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as fields from './fields.ts'
import { okta } from './index.ts'

let sim: OktaSim
beforeAll(async () => {
  sim = await startOktaSim({ seed: true })
})
afterAll(() => sim.close())

const context = () =>
  createTestContext({ connector: okta, connection: { domain: sim.url, token: sim.apiToken } })

async function pick(field: object, search: string, inputs: JsonObject = {}): Promise<Option[]> {
  const options = findFieldMeta(field)?.options
  if (options === undefined) throw new Error('The field has no picker.')
  return options(context(), search, inputs)
}

const idOf = (made: Json): string => (isJsonObject(made) && typeof made['id'] === 'string' ? made['id'] : '')
const create = async (at: string, body: JsonObject): Promise<string> =>
  idOf((await context().http.request({ method: 'POST', path: { relative: at }, body })).body)

test('users are found by each of their names, by login, by id, and when they left', async () => {
  const profile = {
    login: 'zora.q@acme.test',
    email: 'z.quill@acme.test',
    firstName: 'Zora',
    lastName: 'Quill',
  }
  const { id } = sim.org.createUser({ profile })
  const option = { value: id, label: 'Zora Quill (zora.q@acme.test)' }
  for (const search of ['zora', 'Qui', 'zora.q@', 'z.quill', 'Zora Qui', id]) {
    expect([search, await pick(fields.user, search)]).toEqual([search, [option]])
  }
  sim.org.deactivateUser(id)
  expect(await pick(fields.userId, 'zora')).toEqual([{ ...option, hint: 'DEPROVISIONED' }])
  expect(await pick(fields.user, 'x" or status eq "ACTIVE')).toEqual([])
  expect((await pick(fields.user, '')).length).toBe(25)
})

test('groups and applications say what tells them apart', async () => {
  const { id } = sim.org.createGroup({ name: 'Picked ones', description: 'For the test' })
  expect(await pick(fields.group, 'picked')).toEqual([
    { value: id, label: 'Picked ones', hint: 'For the test' },
  ])
  expect(await pick(fields.group, 'everyone')).toMatchObject([{ label: 'Everyone', hint: 'BUILT_IN' }])
  const app = sim.org.createApp({ name: 'payroll', label: 'Payroll for test', signOnMode: 'BOOKMARK' })
  expect(await pick(fields.application, 'payroll for')).toMatchObject([
    { value: app.id, label: 'Payroll for test' },
  ])
})

test('what an org has besides is found by a part of its name', async () => {
  const made = [
    {
      field: fields.customRole,
      at: '/api/v1/iam/roles',
      body: { permissions: ['okta.users.read'] },
      name: 'label',
    },
    {
      field: fields.role,
      at: '/api/v1/iam/roles',
      body: { permissions: ['okta.users.read'] },
      name: 'label',
    },
    { field: fields.resourceSet, at: '/api/v1/iam/resource-sets', body: { resources: [] }, name: 'label' },
    { field: fields.zone, at: '/api/v1/zones', body: { type: 'IP' }, name: 'name' },
    { field: fields.userType, at: '/api/v1/meta/types/user', body: { name: 'picked' }, name: 'displayName' },
    {
      field: fields.inlineHook,
      at: '/api/v1/inlineHooks',
      body: { type: 'x', version: '1', channel: {} },
      name: 'name',
    },
    { field: fields.logStream, at: '/api/v1/logStreams', body: { type: 'x', settings: {} }, name: 'name' },
    {
      field: fields.identityProvider,
      at: '/api/v1/idps',
      body: { type: 'OIDC', protocol: {} },
      name: 'name',
    },
    { field: fields.behavior, at: '/api/v1/behaviors', body: { type: 'VELOCITY' }, name: 'name' },
    {
      field: fields.trustedOrigin,
      at: '/api/v1/trustedOrigins',
      body: { origin: 'https://x.test', scopes: [] },
      name: 'name',
    },
    { field: fields.realmAssignment, at: '/api/v1/realm-assignments', body: {}, name: 'name' },
    { field: fields.policyOf('PASSWORD'), at: '/api/v1/policies', body: { type: 'PASSWORD' }, name: 'name' },
  ]
  for (const [index, { field, at, body, name }] of made.entries()) {
    const label = `Picked thing ${index} long`
    const id = await create(at, { description: 'For the test', ...body, [name]: label })
    expect({ at, found: await pick(field, label.toUpperCase().slice(0, 16)) }).toMatchObject({
      at,
      found: [{ value: id, label }],
    })
    expect({ at, found: await pick(field, 'nothing of the kind') }).toEqual({ at, found: [] })
  }
  const realm = await create('/api/v1/realms', { profile: { name: 'Car Partners' } })
  expect(await pick(fields.realm, 'partner')).toEqual([{ value: realm, label: 'Car Partners' }])
  expect(await pick(fields.authenticator, 'google')).toMatchObject([{ hint: 'google_otp' }])
  expect((await pick(fields.apiToken, 'auto')).map(({ label }) => label)).toEqual(['automation'])
  for (const field of [fields.device, fields.eventHook, fields.groupRule, fields.authorizationServer]) {
    // The simulated org has none of the last kind, and says so with an error.
    expect(await pick(field, 'none').catch(() => [])).toEqual([])
  }
})

test('choices that depend on another input follow it, and there are none while it is open', async () => {
  expect(await pick(fields.policyOf(), 'default', { type: 'PASSWORD' })).toMatchObject([
    { label: 'Default Policy' },
  ])
  expect(await pick(fields.policyOf(), '', { type: { ref: 'trigger.type' } })).toEqual([])
  const policy = (await pick(fields.policyOf('PASSWORD'), 'default'))[0]?.value ?? ''
  expect(await pick(fields.policyRule, '', { policy })).toMatchObject([{ label: 'Default Rule' }])
  const { id: user } = sim.org.createUser({
    profile: { login: 'f@acme.test', email: 'f@acme.test', firstName: 'F', lastName: 'F' },
  })
  const enrolled = await context().http.post(
    path`/api/v1/users/${user}/factors`,
    { factorType: 'email', provider: 'OKTA', profile: { email: 'f@acme.test' } },
    { activate: true },
  )
  expect(await pick(fields.factor, 'email', { user })).toEqual([
    { value: idOf(enrolled), label: 'email (OKTA)' },
  ])
  const assigned = await context().http.post(path`/api/v1/users/${user}/roles`, { type: 'HELP_DESK_ADMIN' })
  expect(await pick(fields.roleAssignment, '', { user })).toMatchObject([
    { value: idOf(assigned), hint: 'USER' },
  ])
  expect(await pick(fields.factor, '')).toEqual([])
})

test('roles and factor types are known without asking', async () => {
  expect(await pick(fields.standardRole, 'help desk')).toEqual([
    { value: 'HELP_DESK_ADMIN', label: 'Help desk administrator', hint: 'HELP_DESK_ADMIN' },
  ])
  expect((await pick(fields.role, 'APP_')).map(({ value }) => value)).toEqual(['APP_ADMIN'])
  expect((await pick(fields.factorType, 'totp')).map(({ value }) => value)).toEqual(['token:software:totp'])
})
