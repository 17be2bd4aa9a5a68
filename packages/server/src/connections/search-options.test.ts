import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { openConnectionsApi, type ConnectionsApi } from '../testing/connections-api.ts'
import { createDirectories } from '../testing/directories.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

let sim: OktaSim
let api: ConnectionsApi
let connection: string
beforeEach(async () => {
  sim = await startOktaSim({ seed: true })
  api = await openConnectionsApi(directories.create())
  const values = { domain: sim.url, token: sim.apiToken }
  const made = await api.send('POST', '/connections', { body: { name: 'org', connector: 'okta', values } })
  connection = z.object({ id: z.string() }).parse(made).id
})
afterEach(async () => {
  await api.close()
  await sim.close()
})

const inputs = [{ key: 'who' }, { key: 'group' }, { key: 'policy' }, { key: 'rule' }, { key: 'note' }]
const trigger = { manual: true as const, inputs }
const steps = [
  { id: 'text', use: 'text.compose', with: { text: { ref: 'trigger.who' } } },
  {
    id: 'add',
    use: 'okta.add_user_to_group',
    connection: 'org',
    with: { user: { ref: 'trigger.who' }, group: { ref: 'trigger.group' } },
  },
]

const ask = (flowId: string, input: string, query = '') =>
  api.send('GET', `/flows/${flowId}/inputs/${input}/options?${query}`, { role: 'operator' })

test('an input of a flow offers what the step that takes it does, over the connection of the flow', async () => {
  const flow = await api.publish(connection, { trigger, steps })
  expect(await ask(flow, 'who', 'search=olivia')).toMatchObject({
    options: [{ label: expect.stringMatching(/^Olivia Bennett \(/) }],
  })
  const { id } = sim.org.createGroup({ name: 'Night shift' })
  expect(await ask(flow, 'group', 'search=night')).toEqual({ options: [{ value: id, label: 'Night shift' }] })
  expect(await ask(flow, 'group', 'search=nothing')).toEqual({ options: [] })
})

test('inputs without choices, unbound flows and unreadable inputs are told apart', async () => {
  const flow = await api.publish(connection, { trigger, steps })
  expect(await ask(flow, 'note')).toMatchObject({
    status: 400,
    detail: expect.stringContaining('offers choices for the input "note"'),
  })
  expect(await ask(flow, 'who', 'inputs=7')).toMatchObject({ status: 400 })
  expect(await ask('none', 'who')).toMatchObject({ status: 404 })
  const unbound = await api.publish(undefined, { trigger, steps })
  expect(await ask(unbound, 'who')).toMatchObject({
    status: 409,
    detail: expect.stringContaining('not bound'),
  })
  expect(await api.send('GET', `/flows/${flow}/inputs/who/options`, { role: 'viewer' })).toMatchObject({
    status: 403,
  })
})

test('what Okta refuses is told, without the token', async () => {
  const flow = await api.publish(connection, { trigger, steps })
  const values = { token: '00-a-token-that-is-no-more' }
  await api.send('PATCH', `/connections/${connection}`, { body: { values } })
  const answer = await ask(flow, 'who')
  expect(answer).toMatchObject({ status: 424, detail: expect.stringContaining('E0000011') })
  expect(JSON.stringify(answer)).not.toContain(values.token)
})

test('choices that depend on another input follow what was typed there', async () => {
  const flow = await api.publish(connection, {
    trigger,
    steps: [
      {
        id: 'call',
        use: 'okta.custom_api_action',
        connection: 'org',
        with: { method: { ref: 'trigger.note' }, path: { ref: 'trigger.rule' } },
      },
    ],
  })
  const typed = encodeURIComponent(JSON.stringify({ note: 'DELETE' }))
  expect(await ask(flow, 'rule', `search=zone&inputs=${typed}`)).toMatchObject({
    options: [{ value: '/api/v1/zones/{zoneId}', hint: expect.stringMatching(/^DELETE/) }],
  })
})

test('what an object may hold comes from the schema of the org, once in five minutes', async () => {
  const create = {
    id: 'new',
    use: 'okta.create_user',
    connection: 'org',
    with: { profile: { ref: 'trigger.note' } },
  }
  const flow = await api.publish(connection, { trigger, steps: [create] })
  const names = async (url: string) =>
    z
      .object({ fields: z.array(z.object({ name: z.string() })) })
      .parse(await api.send('GET', url))
      .fields.map(({ name }) => name)
  const ofInput = `/flows/${flow}/inputs/note/fields`
  const ofField = `/connections/${connection}/fields?action=okta.create_user&field=profile`
  expect(await names(ofInput)).toContain('department')
  await fetch(`${sim.url}/api/v1/meta/schemas/user/default`, {
    method: 'POST',
    headers: { Authorization: `SSWS ${sim.apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      definitions: { custom: { properties: { badge: { title: 'B', type: 'string' } } } },
    }),
  })
  expect(await names(ofField)).not.toContain('badge')
  expect(await names(`${ofField}&inputs=${encodeURIComponent('{"activate":false}')}`)).toContain('badge')
  const wrong = `/connections/${connection}/fields?action=okta.create_user&field=groups`
  expect(await api.send('GET', wrong)).toMatchObject({ status: 400 })
  expect(await api.send('GET', ofField, { role: 'operator' })).toMatchObject({ status: 403 })
})
