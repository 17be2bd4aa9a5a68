import { createTestContext, listen } from '@keyway/connectors/testing'
import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { findFieldMeta, path, type DynamicField, type JsonObject } from '@keyway/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assignUserToApplication } from './actions/applications/assign-user-to-application.ts'
import { updateGroup } from './actions/groups/update-group.ts'
import { createUser } from './actions/users/create-user.ts'
import { updateUser } from './actions/users/update-user.ts'
import { okta } from './index.ts'

let sim: OktaSim
beforeAll(async () => {
  sim = await startOktaSim()
})
afterAll(() => sim.close())

const contextAt = (domain: string) =>
  createTestContext({ connector: okta, connection: { domain, token: sim.apiToken } })

async function attributesOf(
  action: { input: object },
  inputs: JsonObject = {},
  domain = sim.url,
): Promise<DynamicField[]> {
  const meta = findFieldMeta(Object(action.input).shape.profile)
  return (await meta?.dynamicFields?.read(contextAt(domain), inputs)) ?? []
}

const extend = (schema: string, properties: JsonObject) =>
  contextAt(sim.url).http.request({
    method: 'POST',
    path: { relative: `/api/v1/meta/schemas/${schema}` },
    body: { definitions: { custom: { id: '#custom', type: 'object', properties } } },
  })

test('attributes of users are those of every org and the org’s own', async () => {
  await extend('user/default', {
    costCenter: { title: 'Cost center', type: 'string', mutability: 'READ_WRITE', description: 'Who pays' },
    badge: { title: 'Badge', type: 'integer', mutability: 'READ_ONLY' },
    size: {
      title: 'Size',
      type: 'string',
      enum: ['S', 'M'],
      oneOf: [
        { const: 'S', title: 'Small' },
        { const: 'M', title: 'Medium' },
      ],
    },
    teams: { title: 'Teams', type: 'array', required: true },
  })
  const fields = await attributesOf(createUser)
  expect(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toEqual([
    'login',
    'firstName',
    'lastName',
    'email',
    'teams',
  ])
  expect(fields.slice(-4)).toEqual([
    {
      name: 'costCenter',
      title: 'Cost center',
      description: 'Who pays',
      type: 'text',
      isRequired: false,
      isReadOnly: false,
    },
    { name: 'badge', title: 'Badge', type: 'number', isRequired: false, isReadOnly: true },
    {
      name: 'size',
      title: 'Size',
      type: 'text',
      isRequired: false,
      isReadOnly: false,
      choices: [
        { value: 'S', label: 'Small' },
        { value: 'M', label: 'Medium' },
      ],
    },
    { name: 'teams', title: 'Teams', type: 'list', isRequired: true, isReadOnly: false },
  ])
  expect(findFieldMeta(Object(updateUser.input).shape.profile)?.dynamicFields?.isWhole).toBe(false)
})

test('attributes of another type of user are that type’s', async () => {
  const type = Object(
    await contextAt(sim.url).http.post(path`/api/v1/meta/types/user`, {
      name: 'guest',
      displayName: 'Guest',
    }),
  ).id
  await extend(`user/${type}`, { sponsor: { title: 'Sponsor', type: 'string' } })
  const names = (await attributesOf(createUser, { type })).map(({ name }) => name)
  expect([names.includes('sponsor'), names.includes('costCenter')]).toEqual([true, false])
})

test('attributes of groups and of users of an application', async () => {
  await extend('group/default', { owner: { title: 'Owner', type: 'string' } })
  expect((await attributesOf(updateGroup)).map(({ name }) => name)).toEqual(['name', 'description', 'owner'])
  await expect(attributesOf(assignUserToApplication)).rejects.toThrow(/depend on the application/)
  const server = await listen(({ path: asked }) => ({
    status: asked === '/api/v1/meta/schemas/apps/0oa1/default' ? 200 : 404,
    body: {
      definitions: {
        base: { properties: { userName: { title: 'Username', type: 'string', required: true } } },
        custom: { properties: { plan: { title: 'Plan', type: 'string' } } },
      },
    },
  }))
  try {
    const fields = await attributesOf(assignUserToApplication, { application: '0oa1' }, server.url)
    expect(fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ['userName', true],
      ['plan', false],
    ])
  } finally {
    await server.close()
  }
})
