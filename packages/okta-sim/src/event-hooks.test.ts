import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi } from './testing/call-api.ts'
import type { HookReceiver } from './testing/hook-receiver.ts'
import { answerWith, echo, ok, silence, startHookReceiver } from './testing/hook-receiver.ts'

type Answers = NonNullable<Parameters<typeof startHookReceiver>[0]>

const secret = 'k3y'.repeat(8)
let sim: OktaSim
let receivers: HookReceiver[]

beforeEach(async () => {
  sim = await startOktaSim({ allowHttpHooks: true, hookTimeoutMs: 200 })
  receivers = []
})
afterEach(async () => {
  await sim.close()
  await Promise.all(receivers.map((receiver) => receiver.close()))
})

async function receive(answers: Answers = {}): Promise<HookReceiver> {
  const receiver = await startHookReceiver(answers)
  receivers.push(receiver)
  return receiver
}

const definition = (
  uri: string,
  items = ['user.lifecycle.suspend', 'security.breached_credential.detected'],
) => ({
  name: 'keyway',
  events: { type: 'EVENT_TYPE', items },
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri,
      authScheme: { type: 'HEADER', key: 'X-API-Key', value: secret },
      headers: [{ key: 'X-Tenant', value: 'acme' }],
    },
  },
})

async function subscribe(
  answers: Answers = {},
  items?: string[],
): Promise<{ id: string; receiver: HookReceiver }> {
  const receiver = await receive(answers)
  const created = await callApi(sim, 'POST /api/v1/eventHooks', definition(receiver.url, items))
  const verified = await callApi(sim, `POST /api/v1/eventHooks/${created.body.id}/lifecycle/verify`)
  expect(verified.body).toMatchObject({ status: 'ACTIVE', verificationStatus: 'VERIFIED' })
  receiver.received.length = 0
  return { id: created.body.id, receiver }
}

const breach = { eventType: 'security.breached_credential.detected' }

describe('the verification handshake', () => {
  test('sends one GET with a challenge and the secret, and wants the challenge back', async () => {
    const receiver = await receive()
    const { status, body } = await callApi(sim, 'POST /api/v1/eventHooks', definition(receiver.url))
    expect(status).toBe(200)
    expect(body.id).toMatch(/^who\w{17}$/)
    expect(body).toMatchObject({ status: 'ACTIVE', verificationStatus: 'UNVERIFIED' })
    const verified = await callApi(sim, `POST /api/v1/eventHooks/${body.id}/lifecycle/verify`)
    expect(verified).toMatchObject({ status: 200, body: { verificationStatus: 'VERIFIED' } })
    expect(receiver.received).toHaveLength(1)
    expect(receiver.received[0]).toMatchObject({
      method: 'GET',
      headers: { accept: 'application/json', 'x-api-key': secret, 'x-tenant': 'acme' },
    })
  })

  test.each<[string, Answers['get'] & object, RegExp]>([
    ['no answer in time', silence, /No answer within 200 ms/],
    ['an error', answerWith(500), /received 500/],
    ['a redirect', answerWith(302), /received 302/],
    ['a wrong challenge', (response) => response.end('{"verification":"x"}'), /not the challenge/],
    ['no JSON', (response) => response.end('hello'), /not a JSON object/],
  ])('fails with 400 after one retry for %s', async (_name, get, reason) => {
    const receiver = await receive({ get })
    const { body } = await callApi(sim, 'POST /api/v1/eventHooks', definition(receiver.url))
    const refused = await callApi(sim, `POST /api/v1/eventHooks/${body.id}/lifecycle/verify`)
    expect(refused).toMatchObject({ status: 400, body: { errorCode: 'E0000001' } })
    expect(refused.body.errorCauses[0].errorSummary).toMatch(reason)
    expect(receiver.received).toHaveLength(2)
  })

  test('succeeds when only the first try fails', async () => {
    let tries = 0
    const receiver = await receive({
      get: (...args) => {
        tries += 1
        return tries === 1 ? answerWith(503)(...args) : echo(...args)
      },
    })
    const { body } = await callApi(sim, 'POST /api/v1/eventHooks', definition(receiver.url))
    expect((await callApi(sim, `POST /api/v1/eventHooks/${body.id}/lifecycle/verify`)).status).toBe(200)
  })
})

describe('the event hook API', () => {
  test('never returns the secret, keeps it over a PUT without value, and drops verification with the channel', async () => {
    const { id, receiver } = await subscribe()
    const read = await callApi(sim, `GET /api/v1/eventHooks/${id}`)
    expect(read.body.channel.config).toEqual({
      uri: receiver.url,
      method: 'POST',
      headers: [{ key: 'X-Tenant', value: 'acme' }],
      authScheme: { type: 'HEADER', key: 'x-api-key' },
    })
    const renamed = await callApi(sim, `PUT /api/v1/eventHooks/${id}`, {
      ...definition(receiver.url),
      name: 'new',
    })
    expect(renamed.body).toMatchObject({ name: 'new', verificationStatus: 'VERIFIED' })
    const moved = await callApi(sim, `PUT /api/v1/eventHooks/${id}`, definition(`${receiver.url}/2`))
    expect(moved.body.verificationStatus).toBe('UNVERIFIED')
    const unsecret = definition(receiver.url)
    const { value: _value, ...authScheme } = unsecret.channel.config.authScheme
    const channel = { ...unsecret.channel, config: { ...unsecret.channel.config, authScheme } }
    await callApi(sim, `PUT /api/v1/eventHooks/${id}`, { ...unsecret, channel })
    await callApi(sim, `POST /api/v1/eventHooks/${id}/lifecycle/verify`)
    expect(receiver.received.at(-1)?.headers['x-api-key']).toBe(secret)
  })

  test('deletes a hook only when it is inactive', async () => {
    const { id } = await subscribe()
    expect((await callApi(sim, `DELETE /api/v1/eventHooks/${id}`)).status).toBe(400)
    await callApi(sim, `POST /api/v1/eventHooks/${id}/lifecycle/deactivate`)
    expect((await callApi(sim, `DELETE /api/v1/eventHooks/${id}`)).status).toBe(204)
    expect((await callApi(sim, `GET /api/v1/eventHooks/${id}`)).status).toBe(404)
  })

  const uri = 'https://keyway.example/hooks'
  const types = (count: number) => Array.from({ length: count }, (_, index) => `app.test.type_${index}`)
  test.each([
    ['name', { ...definition(uri), name: '' }],
    ['channel.config.uri', definition('not an address')],
    ['channel.config.uri', definition('ftp://keyway.example/')],
    ['events.items', definition(uri, [])],
    ['events.items', definition(uri, types(301))],
    ['events.items', definition(uri, ['user.lifecycle.delete.completed'])],
    ['events.items', definition(uri, ['*'])],
    ['events.type', { ...definition(uri), events: { type: 'FLOW_EVENT', items: ['a.b'] } }],
    ['channel.type', { ...definition(uri), channel: { ...definition(uri).channel, type: 'KAFKA' } }],
    ['channel', { ...definition(uri), channel: 'http' }],
  ])('refuses a bad %s', async (field, body) => {
    const refused = await callApi(sim, 'POST /api/v1/eventHooks', body)
    expect(refused).toMatchObject({ status: 400, body: { errorCode: 'E0000001' } })
    expect(refused.body.errorSummary).toBe(`Api validation failed: ${field}`)
  })

  test('accepts 300 types and 25 hooks, and refuses the next hook', async () => {
    for (let count = 0; count < 25; count += 1) {
      expect((await callApi(sim, 'POST /api/v1/eventHooks', definition(uri, types(300)))).status).toBe(200)
    }
    expect((await callApi(sim, 'POST /api/v1/eventHooks', definition(uri))).status).toBe(400)
  })

  test('refuses plain http unless told otherwise', async () => {
    const strict = await startOktaSim()
    const refused = await callApi(strict, 'POST /api/v1/eventHooks', definition('http://127.0.0.1:1/'))
    await strict.close()
    expect(refused.body.errorCauses).toEqual([
      { errorSummary: 'channel.config.uri: Only https addresses are allowed' },
    ])
  })
})

describe('a delivery', () => {
  test('has the envelope and the event shape of hook payloads', async () => {
    const { id, receiver } = await subscribe()
    const user = sim.org.createUser({
      profile: { login: 'a@acme.test', email: 'a@acme.test', firstName: 'A', lastName: 'B' },
    })
    const suspended = await callApi(sim, `POST /api/v1/users/${user.id}/lifecycle/suspend`)
    await sim.org.flush()
    const [received] = receiver.received
    expect(received?.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-api-key': secret,
      'x-tenant': 'acme',
    })
    expect(receiver.posts()).toHaveLength(1)
    const [envelope] = receiver.posts()
    expect(envelope).toMatchObject({
      eventType: 'com.okta.event_hook',
      eventTypeVersion: '1.0',
      cloudEventsVersion: '0.1',
      source: `${sim.url}/api/v1/eventHooks/${id}`,
      contentType: 'application/json',
    })
    const logged = sim.org.events.find(({ eventType }) => eventType === 'user.lifecycle.suspend')
    const event = envelope?.data.events[0]
    expect(event).toMatchObject({
      uuid: logged?.uuid,
      eventType: 'user.lifecycle.suspend',
      legacyEventType: 'core.user.config.user_suspended',
      actor: { alternateId: 'admin@acme.test' },
      target: [{ id: user.id, type: 'User', alternateId: 'a@acme.test', displayName: 'A B' }],
      outcome: { result: 'SUCCESS' },
      transaction: { id: suspended.headers.get('X-Okta-Request-Id'), type: 'WEB' },
      client: { zone: 'null', ipAddress: '127.0.0.1', ipChain: [{ ip: '127.0.0.1', version: 'V4' }] },
      insertionTimestamp: null,
    })
    expect(event).not.toHaveProperty('request')
    expect(logged?.request.ipChain).toHaveLength(1)
  })

  test('carries what happened close together, at most 100 events at a time', async () => {
    const { receiver } = await subscribe()
    for (let count = 0; count < 250; count += 1) sim.org.emit(breach)
    await sim.org.flush()
    const sizes = receiver.posts().map(({ data }) => data.events.length)
    expect(sizes.toSorted((a, b) => b - a)).toEqual([100, 100, 50])
    const uuids = receiver.posts().flatMap(({ data }) => data.events.map(({ uuid }) => uuid))
    expect(new Set(uuids).size).toBe(250)
  })

  test('goes out by itself after the batching window', async () => {
    const { receiver } = await subscribe()
    sim.org.emit(breach)
    await expect.poll(() => receiver.posts().length).toBe(1)
  })

  test('of a batch is one request for each hook, with the events it asked for', async () => {
    const first = await subscribe()
    const second = await subscribe({}, ['user.session.start'])
    const sent = sim.org.emitBatch([
      ...Array<typeof breach>(99).fill(breach),
      { eventType: 'user.session.start' },
    ])
    await sim.org.flush()
    expect(first.receiver.posts().map(({ data }) => data.events.length)).toEqual([99])
    expect(second.receiver.posts().map(({ data }) => data.events.map(({ uuid }) => uuid))).toEqual([
      [sent[99]?.uuid],
    ])
    expect(() => sim.org.emitBatch(Array<typeof breach>(101).fill(breach))).toThrow(RangeError)
  })

  test('goes only to active and verified hooks', async () => {
    const receiver = await receive()
    await callApi(sim, 'POST /api/v1/eventHooks', definition(receiver.url))
    const inactive = await subscribe()
    await callApi(sim, `POST /api/v1/eventHooks/${inactive.id}/lifecycle/deactivate`)
    sim.org.emit(breach)
    await sim.org.flush()
    expect(sim.org.deliveries).toEqual([])
  })

  test.each<[string, Answers['post'] & object, (number | null)[]]>([
    ['204', ok, [204]],
    ['400', answerWith(400), [400]],
    ['401', answerWith(401), [401]],
    ['a redirect', answerWith(307), [307]],
    ['500', answerWith(500), [500, 500]],
    ['silence', silence, [null, null]],
    ['a broken connection', (response) => response.destroy(), [null, null]],
  ])('answered with %s', async (_name, post, statuses) => {
    const { id, receiver } = await subscribe({ post })
    const { uuid } = sim.org.emit(breach)
    await sim.org.flush()
    const attempts = sim.org.deliveries
    expect(attempts.map(({ status }) => status)).toEqual(statuses)
    expect(attempts.map(({ attempt }) => attempt)).toEqual(statuses.map((_status, index) => index + 1))
    expect(new Set(attempts.map(({ eventId }) => eventId)).size).toBe(1)
    expect(attempts.every(({ hookId, events }) => hookId === id && events[0] === uuid)).toBe(true)
    expect(receiver.posts()).toHaveLength(statuses.length)
    const failures = sim.org.events.filter(({ eventType }) => eventType === 'event_hook.delivery')
    expect(failures).toHaveLength(statuses[0] === 204 ? 0 : 1)
    expect(
      failures.every(({ target, outcome }) => target?.[0]?.id === id && outcome.result === 'FAILURE'),
    ).toBe(true)
  })

  test('is given 3 seconds unless told otherwise', async () => {
    const real = await startOktaSim({ allowHttpHooks: true })
    const receiver = await receive({ post: silence })
    const { body } = await callApi(real, 'POST /api/v1/eventHooks', definition(receiver.url))
    await callApi(real, `POST /api/v1/eventHooks/${body.id}/lifecycle/verify`)
    real.org.emit(breach)
    await real.org.flush()
    const { deliveries } = real.org
    await real.close()
    expect(deliveries.map(({ error }) => error)).toEqual(Array(2).fill('No answer within 3000 ms'))
    for (const { durationMs } of deliveries) expect(durationMs).toBeGreaterThan(2900)
  })

  test('under way does not hold up closing', async () => {
    const slow = await startOktaSim({ allowHttpHooks: true })
    const receiver = await receive({ post: silence })
    const { body } = await callApi(slow, 'POST /api/v1/eventHooks', definition(receiver.url))
    await callApi(slow, `POST /api/v1/eventHooks/${body.id}/lifecycle/verify`)
    slow.org.emitBatch([breach])
    const startedAt = performance.now()
    await slow.close()
    await slow.org.flush()
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})
