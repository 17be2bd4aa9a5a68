import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { sources } from '@keyway/api'
import type { Step } from '@keyway/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliver, signed, type TestDelivery } from '../testing/deliver.ts'
import { startIssuer } from '../testing/issuer.ts'
import { openWayIn, type WayIn } from '../testing/way-in.ts'

let way: WayIn
beforeAll(async () => {
  way = await openWayIn()
})
afterAll(() => way.close())

const steps: Step[] = [{ return: { seen: { ref: 'trigger' } } }]
const slackSecret = '8f742231b10e8888abcd99yyyzzz85a5'.replaceAll(/[yz]/g, '0')
let made = 0

async function open(kind: string, settings: Record<string, string | number> = {}, type?: string) {
  const name = `s-${kind}-${(made += 1)}`
  const body = { name, kind, settings, ...(kind === 'slack' ? { secret: slackSecret } : {}) }
  const source = await way.call(sources.createSource, { body })
  const trigger = { source: name, ...(type === undefined ? {} : { type }) }
  const flow = await way.on({ trigger, steps })
  const secret = source.secret ?? ''
  return { id: source.id, name, url: source.url, secret, flowId: flow.id, source }
}

async function seenBy(flowId: string, count = 1): Promise<Record<string, unknown>> {
  const executions = await way.ran(flowId, count)
  const output = (executions.at(-1)?.output ?? {}) as { seen?: Record<string, unknown> }
  return output.seen ?? {}
}

const typeformBody = (token = 'tok-1', type = 'form_response') =>
  JSON.stringify({
    event_id: 'ev-1',
    event_type: type,
    form_response: {
      form_id: 'f1',
      token,
      submitted_at: '2026-11-20T10:00:00Z',
      hidden: { campaign: 'x' },
      definition: {
        id: 'f1',
        title: 'New colleague',
        fields: [
          { id: 'a', ref: 'email', type: 'email', title: 'Your e-mail' },
          { id: 'b', ref: 'team', type: 'multiple_choice', title: 'Team' },
          { id: 'c', ref: 'tools', type: 'multiple_choice', title: '__proto__' },
        ],
      },
      answers: [
        { type: 'email', email: 'kim@acme.example', field: { id: 'a', ref: 'email', type: 'email' } },
        {
          type: 'choice',
          choice: { label: 'Red' },
          field: { id: 'b', ref: 'team', type: 'multiple_choice' },
        },
        {
          type: 'choices',
          choices: { labels: ['A', 'B'], other: 'C' },
          field: { id: 'c', ref: 'tools', type: 'multiple_choice' },
        },
      ],
    },
  })

const googleBody = (responseId = 'r1') =>
  JSON.stringify({
    formId: 'g1',
    formTitle: 'New colleague',
    responseId,
    submittedAt: '2026-11-20T10:00:00.000Z',
    respondent: 'boss@acme.example',
    answers: [{ id: '11', title: 'First name', type: 'TEXT', value: 'Kim' }],
  })

const ciscoBody = (id = 'n1', type = 'FAILED_CHECK') =>
  JSON.stringify({
    version: '0',
    id,
    'detail-type': type,
    source: 'acme',
    time: '2026-06-03T10:00:00Z',
    detail: {
      id: 'd1',
      checkId: 'no-mfa',
      title: 'No MFA configured',
      severity: 'critical',
      usersFailing: ['lin@acme.test'],
      loginDetails: [
        {
          login: 'lin@acme.test',
          details: [
            { key: 'providersFailingChecks', value: '["okta"]' },
            { key: 'note', value: '{broken' },
            { key: '__proto__', value: '{"polluted":true}' },
          ],
        },
      ],
    },
  })

const slackEvent = (id = 'Ev1') =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    event_id: id,
    event_time: 1_760_000_000,
    event: { type: 'app_mention', user: 'U1', text: 'hello' },
  })

interface Sample {
  kind: string
  type: string
  good: (secret: string) => TestDelivery
  /** Bodies of the same sender that are no use, signed well. */
  sign: (secret: string, body: string) => TestDelivery
  /** An old delivery, where the product sends a time. */
  old?: (secret: string) => TestDelivery
}

const hourAgo = () => Date.now() - 3_600_000
const samples: Sample[] = [
  {
    kind: 'webhook',
    type: 'received',
    good: (secret) => signed.standard(secret, '{"a":1}'),
    sign: (secret, body) => signed.standard(secret, body, { id: 'msg_odd' }),
    old: (secret) => signed.standard(secret, '{"a":1}', { id: 'msg_old', at: hourAgo() }),
  },
  {
    kind: 'typeform',
    type: 'form_response',
    good: (secret) => signed.typeform(secret, typeformBody()),
    sign: (secret, body) => signed.typeform(secret, body),
  },
  {
    kind: 'google-forms',
    type: 'form_response',
    good: (secret) => signed.google(secret, googleBody()),
    sign: (secret, body) => signed.google(secret, body),
    old: (secret) => signed.google(secret, googleBody('r2'), hourAgo()),
  },
  {
    kind: 'slack',
    type: 'app_mention',
    good: (secret) => signed.slack(secret, slackEvent()),
    sign: (secret, body) => signed.slack(secret, body),
    old: (secret) => signed.slack(secret, slackEvent('Ev2'), { at: hourAgo() }),
  },
  {
    kind: 'cisco-identity',
    type: 'failed_check',
    good: (secret) => signed.cisco(secret, ciscoBody()),
    sign: signed.cisco,
  },
]

describe.each(samples)('$kind', ({ kind, type, good, sign, old }) => {
  test('a delivery starts the flow once, however often it comes, and hostile ones never do', async () => {
    const { id, url, secret, flowId, name } = await open(kind)
    const wrong = 'f'.repeat(64)
    const { headers } = good(secret)
    const unsigned = Object.fromEntries(
      Object.entries(headers).filter(([header]) => !/signature|token/.test(header)),
    )

    expect(await deliver(url, { ...good(secret), headers: unsigned })).toMatchObject({
      status: 401,
      code: expect.stringMatching(/_missing$/),
    })
    expect((await deliver(url, good(wrong))).status).toBe(401)
    if (kind !== 'cisco-identity') {
      const changed = { ...good(secret), body: `${String(good(secret).body)} ` }
      expect(await deliver(url, changed)).toMatchObject({ status: 401, code: 'signature_refused' })
    }
    if (old !== undefined)
      expect(await deliver(url, old(secret))).toMatchObject({ status: 401, code: 'timestamp_refused' })
    expect(await deliver(url, sign(secret, 'x'.repeat(10 * 1024 * 1024)))).toMatchObject({ status: 413 })
    expect(await deliver(url, sign(secret, '{"broken'))).toMatchObject({ status: 400, code: 'body_not_json' })
    expect(await deliver(url, sign(secret, '['.repeat(5_000) + ']'.repeat(5_000)))).toMatchObject({
      status: 400,
      code: 'body_too_deep',
    })
    const odd = {
      ...sign(secret, '<html>'),
      headers: { ...sign(secret, '<html>').headers, 'content-type': 'text/html' },
    }
    expect(await deliver(url, odd)).toMatchObject({ status: 415, code: 'content_type_not_supported' })
    const squeezed = { ...good(secret), headers: { ...headers, 'content-encoding': 'gzip' } }
    expect((await deliver(url, squeezed)).status).toBe(415)
    if (kind !== 'webhook') {
      for (const body of ['null', '[]', '{}', '{"__proto__":{"a":1}}', '"text"'])
        expect((await deliver(url, sign(secret, body))).status).toBe(400)
    }
    expect((await deliver(url.replace(/[^/]+$/, 'x'.repeat(32)), good(secret))).status).toBe(404)
    expect((await way.ran(flowId, 0)).length).toBe(0)

    const delivery = good(secret)
    expect((await deliver(url, delivery)).status).toBe(200)
    expect((await deliver(url, delivery)).status).toBe(200)
    expect(await seenBy(flowId)).toMatchObject({ source: name, type })

    const { items } = await way.call(sources.listDeliveries, { params: { sourceId: id } })
    expect(items.slice(0, 2).map(({ outcome, what }) => [outcome, what])).toEqual([
      ['accepted', type],
      ['accepted', type],
    ])
    expect([items[0]?.eventId, items[1]?.eventId]).toEqual([null, expect.any(String)])
    expect(items.filter(({ outcome }) => outcome === 'refused').map(({ what }) => what)).toContain(
      'body_too_deep',
    )
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('a rotated secret works at once, the old one for the overlap only', async () => {
    const { id, url, secret } = await open(kind)
    const fresh = kind === 'slack' ? { secret: '0'.repeat(31) + 'a' } : { secret: 'generate' }
    const params = { sourceId: id }
    const rotated = await way.call(sources.updateSource, { params, body: { ...fresh, overlapSeconds: 600 } })
    expect(rotated.previousSecretValidUntil).toBeGreaterThan(Date.now())
    expect((await deliver(url, good(secret))).status).toBe(200)
    expect((await deliver(url, good(rotated.secret ?? ''))).status).toBe(200)
    await way.call(sources.updateSource, { params, body: { ...fresh, overlapSeconds: 0 } })
    expect((await deliver(url, good(secret))).status).toBe(401)
  })
})

test('Typeform: answers by reference and by title, choices by their labels', async () => {
  const { url, secret, flowId } = await open('typeform', {}, 'form_response')
  await deliver(url, signed.typeform(secret, typeformBody('t', 'form_response_partial')))
  await deliver(url, signed.typeform(secret, typeformBody('t')))
  const seen = await seenBy(flowId)
  expect(seen).toMatchObject({
    form: { id: 'f1', title: 'New colleague' },
    token: 't',
    hidden: { campaign: 'x' },
    answers: { email: 'kim@acme.example', team: 'Red', tools: ['A', 'B', 'C'] },
  })
  const byTitle = seen['answersByTitle'] as Record<string, unknown>
  expect(byTitle['Your e-mail']).toBe('kim@acme.example')
  expect(Object.hasOwn(byTitle, '__proto__')).toBe(true)
})

/** Runs the script in a process of its own, with Google's services played, and answers what it sends for a form. */
function runScript(script: string): TestDelivery & { url: string } {
  const google = `
    const { createHmac } = require('node:crypto')
    const Utilities = {
      Charset: { UTF_8: 'utf8' },
      // Google gives signed bytes.
      computeHmacSha256Signature: (text, key) => [...new Int8Array(createHmac('sha256', key).update(text).digest())],
    }
    const PropertiesService = { getScriptProperties: () => ({ setProperty() { throw new Error('unsent') } }) }
    const UrlFetchApp = {
      fetch: (url, { payload, headers, contentType }) => {
        console.log(JSON.stringify({ url, body: payload, headers: { ...headers, 'content-type': contentType } }))
        return { getResponseCode: () => 200 }
      },
    }`
  const submit = `
    onFormSubmit({
      source: { getId: () => 'g1', getTitle: () => 'New colleague' },
      response: {
        getId: () => 'r1',
        getTimestamp: () => new Date('2026-11-20T10:00:00Z'),
        getRespondentEmail: () => 'boss@acme.example',
        getItemResponses: () => [
          { getItem: () => ({ getId: () => 11, getTitle: () => 'First name', getType: () => 'TEXT' }), getResponse: () => 'Kim' },
        ],
      },
    })`
  // In a function of its own: URL is a global of Node.
  const program = `${google};(() => { ${script}; ${submit} })()`
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' })
  expect(stderr).toBe('')
  const sent: TestDelivery & { url: string } = JSON.parse(stdout)
  return sent
}

test('Google Forms: the script holds URL and secret, and what it sends is taken', async () => {
  const { url, secret, flowId, source } = await open('google-forms')
  expect(source.script).toContain(JSON.stringify(url))
  expect(source.script).toContain(JSON.stringify(secret))
  const sent = runScript(source.script ?? '')
  expect(sent.url).toBe(url)
  expect((await deliver(url, sent)).status).toBe(200)
  expect(await seenBy(flowId)).toMatchObject({
    respondent: 'boss@acme.example',
    answers: { 'First name': 'Kim' },
    answersById: { 11: 'Kim' },
  })
})

test('Cisco: JSON in texts is parsed, a test of the connection starts nothing', async () => {
  const { id, url, secret, flowId } = await open('cisco-identity')
  expect((await deliver(url, signed.cisco(secret, ciscoBody('t1', 'WebhookTest')))).status).toBe(200)
  await deliver(url, signed.cisco(secret, ciscoBody()))
  const seen = await seenBy(flowId)
  expect(seen).toMatchObject({
    check: { id: 'no-mfa', severity: 'critical' },
    logins: ['lin@acme.test'],
    users: [{ login: 'lin@acme.test', details: { providersFailingChecks: ['okta'], note: '{broken' } }],
  })
  const { items } = await way.call(sources.listDeliveries, { params: { sourceId: id } })
  expect(items.map(({ outcome }) => outcome)).toEqual(['accepted', 'answered'])
  const basic = await open('cisco-identity', { security: 'basic', userName: 'oort' })
  const headers = (text: string) => ({
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(text).toString('base64')}`,
  })
  const send = (text: string) => deliver(basic.url, { body: ciscoBody(), headers: headers(text) })
  expect((await send(`oort:${basic.secret}`)).status).toBe(200)
  expect((await send(`other:${basic.secret}`)).status).toBe(401)
})

test('Slack: the URL is verified, a command gets what the flow responds, a button its event', async () => {
  const { url, secret, name, flowId } = await open('slack', {}, 'block_actions')
  const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc', token: 'x' })
  expect(await deliver(url, signed.slack(secret, challenge))).toMatchObject({
    status: 200,
    text: '{"challenge":"abc"}',
  })
  expect((await deliver(url, signed.slack('0'.repeat(32), challenge))).status).toBe(401)

  await way.on({
    trigger: { source: name, type: 'slash_command', when: { field: 'command', is: 'equal to', to: '/lock' } },
    steps: [
      {
        respond: { body: { text: 'Locking {{ trigger.text }} for {{ trigger.user.name }}' } },
        then: 'continue',
      },
      { id: 'pause', wait: { seconds: 0.1 } },
    ],
  })
  const type = 'application/x-www-form-urlencoded'
  const command = new URLSearchParams({
    token: 'old-secret',
    command: '/lock',
    text: 'kim',
    user_id: 'U1',
    user_name: 'ann',
    trigger_id: '1.2.3',
  })
  const answered = await deliver(url, signed.slack(secret, command.toString(), { type }))
  expect([answered.status, JSON.parse(answered.text)]).toEqual([200, { text: 'Locking kim for ann' }])
  const nobody = await deliver(url, signed.slack(secret, 'command=%2Fother&trigger_id=9', { type }))
  expect([nobody.status, nobody.text]).toEqual([200, ''])

  const payload = {
    type: 'block_actions',
    trigger_id: '7',
    user: { id: 'U1' },
    actions: [{ action_id: 'ok', value: 'v' }],
  }
  const button = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  await deliver(url, signed.slack(secret, button, { type }))
  await deliver(url, signed.slack(secret, button, { type }))
  expect(await seenBy(flowId)).toMatchObject({ action: { action_id: 'ok', value: 'v' }, user: { id: 'U1' } })
})

test('a slash command that takes too long is acknowledged in time', async () => {
  const { url, secret, name } = await open('slack', {}, 'block_actions')
  await way.on({
    trigger: { source: name, type: 'slash_command' },
    steps: [{ id: 'pause', wait: { seconds: 4 } }, { respond: { body: 'late' } }],
  })
  const began = Date.now()
  const type = 'application/x-www-form-urlencoded'
  const answered = await deliver(url, signed.slack(secret, 'command=%2Fslow&trigger_id=8', { type }))
  expect([answered.status, answered.text]).toEqual([200, ''])
  expect(Date.now() - began).toBeLessThan(3_000)
})

test('webhooks: token, basic and HMAC; forms and XML; key, type and subject from fields', async () => {
  const token = await open('webhook', { security: 'token' })
  const send = (url: string, body: string, headers: Record<string, string>) => deliver(url, { body, headers })
  const json = { 'content-type': 'application/json; charset=utf-8' }
  expect((await send(token.url, '{}', { ...json, authorization: `Bearer ${token.secret}` })).status).toBe(200)
  expect((await send(token.url, '{}', { ...json, authorization: 'Bearer ' })).status).toBe(401)
  const seen = await seenBy(token.flowId)
  expect(JSON.stringify(seen)).not.toContain(token.secret)

  const basic = await open('webhook', { security: 'basic', userName: 'hr' })
  const authorization = `Basic ${Buffer.from(`hr:${basic.secret}`).toString('base64')}`
  const form = { 'content-type': 'application/x-www-form-urlencoded', authorization }
  expect((await send(basic.url, 'a=1&b=2&b=3&__proto__=4', form)).status).toBe(200)
  expect(await seenBy(basic.flowId)).toMatchObject({ data: { a: '1', b: ['2', '3'] } })

  const hmac = await open('webhook', {
    security: 'hmac',
    signatureHeader: 'x-hub-signature-256',
    prefix: 'sha256=',
    keyField: 'order.id',
    typeHeader: 'x-event',
    subjectField: 'order.customer',
  })
  const sign = (body: string) =>
    `sha256=${createHmac('sha256', hmac.secret).update(body).digest('hex').toUpperCase()}`
  const body = '{"order":{"id":7,"customer":"kim"}}'
  const headers = { ...json, 'x-event': 'order.created', 'x-hub-signature-256': sign(body) }
  expect((await send(hmac.url, body, headers)).status).toBe(200)
  const later = `${body} `
  expect((await send(hmac.url, later, { ...headers, 'x-hub-signature-256': sign(later) })).status).toBe(200)
  expect(await seenBy(hmac.flowId)).toMatchObject({ type: 'order.created', data: { order: { id: 7 } } })

  const xml = await open('webhook', { security: 'token', tokenHeader: 'x-token' })
  const xmlHeaders = { 'content-type': 'text/xml', 'x-token': xml.secret }
  const bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
  expect(await send(xml.url, bomb, xmlHeaders)).toMatchObject({ status: 400, code: 'body_not_xml' })
  expect((await send(xml.url, '<a n="1"><b>x</b></a>', xmlHeaders)).status).toBe(200)
  expect(await seenBy(xml.flowId)).toMatchObject({ data: { a: { $: { n: '1' }, b: 'x' } } })
})

test('several Standard Webhooks signatures, of which one is right, are enough', async () => {
  const { url, secret, flowId } = await open('webhook')
  const one = signed.standard(secret, '{}')
  const signature = `v1,AAAA v1a,BBBB ${one.headers['webhook-signature'] ?? ''}`
  expect(
    (await deliver(url, { ...one, headers: { ...one.headers, 'webhook-signature': signature } })).status,
  ).toBe(200)
  await way.ran(flowId, 1)
})

test('settings, names and secrets that are no use are refused', async () => {
  const create = (body: Record<string, unknown>) =>
    way.call(sources.createSource, {
      body: { name: 'x-new', kind: 'webhook', settings: {}, ...body } as never,
    })
  await expect(create({ name: 'okta' })).rejects.toThrow('is taken')
  await expect(create({ name: 'Has Blanks' })).rejects.toThrow('lower-case')
  await expect(create({ kind: 'fax' })).rejects.toThrow('There is no kind')
  await expect(create({ settings: { odd: 1 } })).rejects.toThrow('odd')
  await expect(create({ settings: { signed: 'nothing' } })).rejects.toThrow('{body}')
  await expect(create({ settings: { keyField: 'a[' } })).rejects.toThrow('path')
  await expect(create({ secret: 'short' })).rejects.toThrow('at least 16')
  await expect(create({ secret: 'x'.repeat(40) + '!' })).rejects.toThrow('Base64')
  await expect(create({ kind: 'slack' })).rejects.toThrow('signing secret')
  await expect(create({ kind: 'slack', secret: 'x'.repeat(32) })).rejects.toThrow('32 digits')
})

test.each([
  ['webhook', '{"a":1}'],
  ['cisco-identity', ciscoBody('oauth-1')],
])('a %s whose sender signs in at an issuer is known by its token', async (kind, body) => {
  const json = { 'content-type': 'application/json' }
  const issuer = await startIssuer()
  try {
    const { url, flowId } = await open(kind, { security: 'oauth', issuer: issuer.url, scopes: 'notify' })
    const send = (token: string) =>
      deliver(url, { body, headers: { ...json, authorization: `Bearer ${token}` } })
    const good = { iss: issuer.url, aud: issuer.url, scp: ['notify'] }
    expect(await send(issuer.sign({ ...good, scp: [] }))).toMatchObject({ status: 401, code: 'token_scope' })
    expect(await send('x.y.z')).toMatchObject({ status: 401 })
    expect(await deliver(url, { body, headers: {} })).toMatchObject({ status: 401, code: 'token_missing' })
    expect((await send(issuer.sign(good))).status).toBe(200)
    await seenBy(flowId)
    const nobody = await open(kind, { security: 'oauth' })
    const unset = await deliver(nobody.url, {
      body,
      headers: { ...json, authorization: `Bearer ${issuer.sign(good)}` },
    })
    expect(unset).toMatchObject({ status: 401, code: 'oauth_not_set_up' })
  } finally {
    await issuer.close()
  }
})

test('a webhook behind a proxy that ends mutual TLS needs a certificate that is known, and its secret', async () => {
  const certificates = 'CN=payroll,O=Acme\n  CN=hr,O=Acme'
  const settings = { certificateHeader: 'x-client-subject', certificates }
  const { url, secret, flowId } = await open('webhook', settings)
  const send = (subject: string | undefined, key = secret) => {
    const { body, headers } = signed.standard(key, '{"a":1}', { id: 'msg_tls' })
    return deliver(url, {
      body,
      headers: { ...headers, ...(subject === undefined ? {} : { 'x-client-subject': subject }) },
    })
  }
  expect(await send(undefined)).toMatchObject({ status: 401, code: 'certificate_missing' })
  expect(await send('CN=other,O=Acme')).toMatchObject({ status: 401, code: 'certificate_refused' })
  expect(await send('CN=hr,O=Acme', `whsec_${'A'.repeat(43)}=`)).toMatchObject({ status: 401 })
  expect((await send('CN=hr,O=Acme')).status).toBe(200)
  await seenBy(flowId)
  const none = await open('webhook', { certificateHeader: 'x-client-subject' })
  const { body, headers } = signed.standard(none.secret, '{}')
  expect(
    await deliver(none.url, { body, headers: { ...headers, 'x-client-subject': 'CN=hr' } }),
  ).toMatchObject({
    status: 401,
    code: 'certificate_refused',
  })
})
