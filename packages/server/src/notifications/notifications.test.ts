import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connections, notifications, oktaHooks } from '@keyway/api'
import { startSmtpSink, type SmtpSink } from '@keyway/connectors/testing'
import { attackScripts, toLogEvents } from '@keyway/identity/testing'
import type { Json } from '@keyway/sdk'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openWayIn, type WayIn } from '../ingest/testing/way-in.ts'

interface Received {
  url: string
  headers: IncomingMessage['headers']
  body: Json
}

let way: WayIn
let sink: SmtpSink
let receiver: Server
let base = ''
let received: Received[] = []
/** What the receiver answers, by path; 200 where nothing is said. */
let answers: Record<string, { status: number; headers?: Record<string, string> }> = {}

beforeAll(async () => {
  way = await openWayIn()
  sink = await startSmtpSink()
  receiver = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => (text += part.toString()))
    request.on('end', () => {
      const url = request.url ?? ''
      const body: Json = text === '' ? null : JSON.parse(text)
      received.push({ url, headers: request.headers, body })
      const { status, headers = {} } = answers[url] ?? { status: 200 }
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end('{"result":{"sys_id":"1","number":"INC1"},"ok":true,"id":"1"}')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
})
afterAll(async () => {
  await way.close()
  await sink.close()
  receiver.close()
})
beforeEach(async () => {
  received = []
  answers = {}
  for (const { id } of (await way.call(notifications.listTargets)).items) {
    await way.call(notifications.deleteTarget, { params: { targetId: id } })
  }
})

const add = (name: string, kind: string, values: Record<string, Json>) =>
  way.call(notifications.createTarget, { body: { name, kind, values } })

let attacks = 0

/** Somebody's prompts are rejected again and again: one alert of a new person. */
async function attack(): Promise<void> {
  attacks += 1
  const hook = await way.call(oktaHooks.createOktaHook, { body: { name: `acme ${attacks}` } })
  const script = attackScripts['keyway.mfa_fatigue']?.attack ?? []
  const events = JSON.stringify(toLogEvents(script, Date.now() - 20 * 60_000)).replaceAll(
    '00u1',
    `00u1-${attacks}`,
  )
  const source = 'https://acme.okta.com'
  const sent = await fetch(hook.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [hook.headerName]: hook.secret ?? '' },
    body: `{"eventType":"com.okta.event_hook","source":"${source}","data":{"events":${events}}}`,
  })
  expect(sent.status).toBe(204)
}

const deliveries = async () => (await way.call(notifications.listDeliveries)).items
const at = (url: string) => received.find((one) => one.url === url)

test('every kind of target is told in its own way', async () => {
  const connect = (name: string, connector: string, values: Record<string, Json>) =>
    way.call(connections.createConnection, { body: { name, connector, values } })
  const mail = await connect('mail', 'email', {
    host: '127.0.0.1',
    port: sink.port,
    requireTls: false,
    from: 'Keyway <keyway@acme.test>',
  })
  await add('Workflows', 'webhook', {
    url: `${base}/workflows`,
    format: 'okta_workflows',
    authentication: 'api_key',
    secret: 'client token',
  })
  await add('Signed', 'webhook', { url: `${base}/hmac`, authentication: 'hmac', secret: 'key' })
  await add('Bearer', 'webhook', { url: `${base}/bearer`, authentication: 'bearer', secret: 'token' })
  await add('Slack', 'slack', { webhookUrl: `${base}/slack` })
  await add('Teams', 'teams', { webhookUrl: `${base}/teams` })
  await add('Mail', 'email', { connectionId: mail.id, to: 'a@acme.test, b@acme.test' })
  // Both by connections, as flows use them: what a person set up once.
  const chat = await connect('chat', 'slack', { token: 'xoxb-1', baseUrl: `${base}/slack-api` })
  const desk = await connect('desk', 'servicenow', {
    baseUrl: base,
    username: 'keyway',
    password: 'desk key',
  })
  await add('Slack channel', 'slack', { connectionId: chat.id, channel: '#security' })
  await add('ServiceNow', 'servicenow', { connectionId: desk.id, fields: { urgency: '1' } })
  await add('Jira', 'jira', { site: base, account: 'a@acme.test', apiToken: 't', project: 'SEC' })
  await attack()
  await expect
    .poll(async () => (await deliveries()).filter(({ status }) => status === 'sent').length, {
      timeout: 20_000,
    })
    .toBe(9)

  const workflows = at('/workflows')
  expect(workflows?.headers['x-api-client-token']).toBe('client token')
  expect(workflows?.body).toMatchObject({
    version: '0',
    'detail-type': 'FailingCheck',
    region: 'self-hosted',
    resources: [],
    detail: {
      checkId: 'keyway.mfa_fatigue',
      title: 'MFA fatigue',
      severity: 'HIGH',
      login: 'ann@example.com',
      users: [{ login: 'ann@example.com', email: 'ann@example.com' }],
    },
  })
  expect(at('/hmac')?.headers['x-keyway-signature']).toMatch(/^sha256=[0-9a-f]{64}$/)
  expect(at('/bearer')?.headers['authorization']).toBe('Bearer token')
  expect(at('/slack')?.body).toMatchObject({ text: '[high] MFA fatigue: ann@example.com' })
  expect(at('/teams')?.body).toMatchObject({
    type: 'message',
    attachments: [{ content: { type: 'AdaptiveCard' } }],
  })
  const inChannel = at('/slack-api/chat.postMessage')
  expect(inChannel?.headers['authorization']).toBe('Bearer xoxb-1')
  expect(inChannel?.body).toMatchObject({
    channel: '#security',
    text: '[high] MFA fatigue: ann@example.com',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: expect.stringContaining('MFA fatigue') } }],
  })
  const incident = received.find(({ url }) => url.startsWith('/api/now/table/incident'))
  expect(incident?.headers['authorization']).toBe(
    `Basic ${Buffer.from('keyway:desk key').toString('base64')}`,
  )
  expect(incident?.body).toMatchObject({
    short_description: '[high] MFA fatigue: ann@example.com',
    description: expect.stringContaining('Severity high'),
    urgency: '1',
    correlation_id: expect.any(String),
  })
  expect(at('/rest/api/3/issue')?.body).toMatchObject({ fields: { project: { key: 'SEC' } } })
  expect(sink.messages[0]).toMatchObject({ to: ['a@acme.test', 'b@acme.test'] })
  expect(sink.messages[0]?.source).toContain('Subject: [high] MFA fatigue: ann@example.com')
}, 40_000)

test('a test message has the shape that the example of Okta Workflows takes, and a failure is named', async () => {
  const { id } = await add('Workflows', 'webhook', {
    url: `${base}/flo`,
    format: 'okta_workflows',
    authentication: 'api_key',
    secret: 'x',
  })
  const params = { targetId: id }
  expect(await way.call(notifications.testTarget, { params })).toMatchObject({ ok: true })
  const { body } = at('/flo') ?? {}
  expect(Object.keys(Object(body))).toEqual([
    'version',
    'id',
    'detail-type',
    'source',
    'account',
    'time',
    'region',
    'resources',
    'detail',
  ])
  expect(body).toMatchObject({ 'detail-type': 'WebhookTest', detail: { description: expect.any(Array) } })
  answers['/flo'] = { status: 401 }
  const refused = await way.call(notifications.testTarget, { params })
  expect(refused).toMatchObject({ ok: false, statusCode: 401, message: expect.stringContaining('401') })
  await way.call(notifications.changeTarget, {
    params,
    body: { values: { url: 'http://127.0.0.1:1/', secret: 'x' } },
  })
  expect(await way.call(notifications.testTarget, { params })).toMatchObject({
    ok: false,
    message: expect.stringMatching(/refused|connect/i),
  })
  // Whoever changes where it goes must know the secret.
  await expect(
    way.call(notifications.changeTarget, { params, body: { values: { url: `${base}/other` } } }),
  ).rejects.toThrow(/secret/)
})

test('what is refused for now is tried again when the receiver says, what is refused for good waits for a person', async () => {
  answers = {
    '/later': { status: 503, headers: { 'retry-after': '120' } },
    '/gone': { status: 410 },
  }
  await add('Later', 'webhook', { url: `${base}/later`, authentication: 'none' })
  await add('Gone', 'webhook', { url: `${base}/gone`, authentication: 'none' })
  await attack()
  const of = async (name: string) => (await deliveries()).find(({ targetName }) => targetName === name)
  await expect.poll(async () => (await of('Later'))?.attempts, { timeout: 30_000 }).toBe(1)
  const later = await of('Later')
  expect(later).toMatchObject({ status: 'pending', statusCode: 503 })
  expect((later?.nextAt ?? 0) - Date.now()).toBeGreaterThan(100_000)
  await expect.poll(async () => (await of('Gone'))?.status).toBe('dead')
  answers = {}
  const gone = await of('Gone')
  const { redriven } = await way.call(notifications.redriveDeliveries, {
    body: { deliveryIds: [gone?.id ?? '', later?.id ?? ''] },
  })
  expect(redriven).toEqual([gone?.id])
  await expect.poll(async () => (await of('Gone'))?.status).toBe('sent')
  const ids = received.filter(({ url }) => url === '/gone').map(({ headers }) => headers['idempotency-key'])
  expect(new Set(ids).size).toBe(1)
}, 60_000)
