import { flows } from '@keyway/api'
import type { EndpointTrigger, Order, Step } from '@keyway/engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWayIn, type WayIn } from '../testing/way-in.ts'
import { startIssuer, type Issuer } from '../testing/issuer.ts'

let way: WayIn
let issuer: Issuer
beforeAll(async () => {
  way = await openWayIn()
  issuer = await startIssuer()
})
afterAll(async () => {
  await way.close()
  await issuer.close()
})

const echo: Step[] = [
  {
    return: {
      body: { ref: 'trigger.body' },
      query: { ref: 'trigger.rawQuery' },
      headers: { ref: 'trigger.headers' },
    },
  },
]

async function open(endpoint: EndpointTrigger['endpoint'], steps = echo, order?: Order) {
  const flow = await way.on({ trigger: { endpoint }, steps, ...(order === undefined ? {} : { order }) })
  if (flow.endpoint === null) throw new Error('The flow has no URL.')
  return { flowId: flow.id, ...flow.endpoint, token: flow.endpoint.token ?? '' }
}

async function codeOf(response: Response): Promise<unknown> {
  return [response.status, ((await response.json()) as { code?: string }).code]
}

test('a flow gets the raw body, the headers and the query, without credentials', async () => {
  const { url, token } = await open({ security: 'client-token' })
  const answer = await fetch(`${url}?a=1&b=x%20y`, {
    method: 'POST',
    body: '{"a": 1}  ',
    headers: { 'x-api-client-token': token, 'x-mine': 'yes', cookie: 'a=b', 'content-type': 'text/odd' },
  })
  const seen = (await answer.json()) as { headers: Record<string, string> }
  expect(seen).toMatchObject({ body: '{"a": 1}  ', query: 'a=1&b=x+y', headers: { 'x-mine': 'yes' } })
  expect(Object.keys(seen.headers)).not.toContain('x-api-client-token')
  expect(Object.keys(seen.headers)).not.toContain('cookie')
})

test('the client token comes in the header or the query, never in both', async () => {
  const { url, token } = await open({ security: 'client-token' })
  const withHeader = (value: string, at = url) => fetch(at, { headers: { 'x-api-client-token': value } })
  expect((await withHeader(token)).status).toBe(200)
  expect((await fetch(`${url}?clientToken=${token}`)).status).toBe(200)
  expect(await codeOf(await withHeader(token, `${url}?clientToken=${token}`))).toEqual([
    401,
    'token_given_twice',
  ])
  expect(await codeOf(await fetch(`${url}?clientToken=${token}&clientToken=x`))).toEqual([
    401,
    'token_given_twice',
  ])
  expect(await codeOf(await fetch(url))).toEqual([401, 'token_refused'])
  expect(await codeOf(await withHeader(`${token}x`))).toEqual([401, 'token_refused'])
  expect(await codeOf(await withHeader(''))).toEqual([401, 'token_refused'])
})

test('a token is rotated with overlap, and an alias stands beside the path', async () => {
  const { flowId, url, token } = await open({ security: 'client-token' })
  const rotated = await way.call(flows.changeEndpoint, {
    params: { flowId },
    body: { token: 'generate', overlapSeconds: 600, alias: 'new-joiner' },
  })
  const fresh = rotated.endpoint?.token ?? ''
  expect(fresh).not.toBe(token)
  expect(rotated.endpoint?.aliasUrl).toBe(url.replace(/[^/]+$/, 'new-joiner'))
  for (const value of [token, fresh]) {
    const headers = { 'x-api-client-token': value }
    for (const at of [
      url,
      `${way.keyway.url}/endpoints/new-joiner`,
      `${way.keyway.url}/api/flo/new-joiner/invoke`,
    ])
      expect((await fetch(at, { headers })).status).toBe(200)
  }
  const again = { token: 'generate', overlapSeconds: 0 } as const
  await way.call(flows.changeEndpoint, { params: { flowId }, body: again })
  expect((await fetch(url, { headers: { 'x-api-client-token': fresh } })).status).toBe(401)

  const other = await open({ security: 'client-token' })
  const taking = way.call(flows.changeEndpoint, {
    params: { flowId: other.flowId },
    body: { alias: 'new-joiner' },
  })
  await expect(taking).rejects.toThrow('Another flow has the alias')
  const open2 = await open({ security: 'public' })
  const guessable = way.call(flows.changeEndpoint, {
    params: { flowId: open2.flowId },
    body: { alias: 'guess-me' },
  })
  await expect(guessable).rejects.toThrow('must stay unguessable')
})

test('a bearer token of the issuer starts the flow; one that is wrong in any part does not', async () => {
  const endpoint = {
    security: 'oauth' as const,
    oauth: { issuer: issuer.url, audience: 'api://keyway', scopes: ['flows.invoke'] },
  }
  const { url } = await open(endpoint)
  const send = (token: string) => fetch(url, { headers: { authorization: `Bearer ${token}` } })
  const good = { iss: issuer.url, aud: 'api://keyway', scp: ['flows.invoke', 'more'] }
  expect((await send(issuer.sign(good))).status).toBe(200)
  expect((await send(issuer.sign({ ...good, scp: undefined, scope: 'more flows.invoke' }))).status).toBe(200)

  const seconds = Math.floor(Date.now() / 1000)
  const refused: [string, string][] = [
    [issuer.sign({ ...good, iss: 'https://evil.example' }), 'token_issuer'],
    [issuer.sign({ ...good, aud: 'api://other' }), 'token_audience'],
    [issuer.sign({ ...good, scp: ['flows.read'] }), 'token_scope'],
    [issuer.sign({ ...good, exp: seconds - 3600 }), 'token_expired'],
    [issuer.sign({ ...good, exp: undefined }), 'token_expired'],
    [issuer.sign({ ...good, nbf: seconds + 3600 }), 'token_expired'],
    [issuer.sign(good, { alg: 'none' }), 'token_algorithm'],
    [issuer.sign(good, { alg: 'HS256' }), 'token_algorithm'],
    [issuer.sign(good, { alg: '__proto__' }), 'token_algorithm'],
    [issuer.sign(good, { kid: 'unknown' }), 'token_key_unknown'],
    [issuer.sign(good, { alg: 'ES256' }), 'token_key_unknown'],
    [`${issuer.sign(good).split('.', 2).join('.')}.AAAA`, 'token_signature'],
    ['a.b.c', 'token_malformed'],
    [`${issuer.sign(good)}.more`, 'token_malformed'],
    ['', 'token_missing'],
  ]
  for (const [token, code] of refused) expect(await codeOf(await send(token))).toEqual([401, code])
  expect(await codeOf(await fetch(url))).toEqual([401, 'token_missing'])
  // Its keys were read once for all of these, and once more for the first unknown key at most.
  expect(issuer.reads()).toBeLessThanOrEqual(2)
})

test('an issuer that does not answer keeps callers out', async () => {
  const gone = await startIssuer()
  await gone.close()
  const { url } = await open({ security: 'oauth', oauth: { issuer: gone.url, scopes: ['x'] } })
  const token = gone.sign({ iss: gone.url, aud: gone.url, scp: ['x'] })
  const headers = { authorization: `Bearer ${token}` }
  expect(await codeOf(await fetch(url, { headers }))).toEqual([503, 'issuer_unreachable'])
  expect(await codeOf(await fetch(url, { headers }))).toEqual([503, 'issuer_unreachable'])
})

test('more calls in a second than a flow takes are told when to come again', async () => {
  const { flowId, url } = await open({ security: 'public', callsPerSecond: 3 })
  const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(url)))
  const late = answers.filter(({ status }) => status === 429)
  expect(late.length).toBeGreaterThanOrEqual(4)
  expect(late[0]?.headers.get('retry-after')).toBe('1')
  expect(answers.length - late.length).toBeGreaterThanOrEqual(3)
  await way.ran(flowId, answers.length - late.length)
})

test('pages of the origins that the flow names may call, others may not read the answer', async () => {
  const { url } = await open({ security: 'public', cors: ['https://forms.example'] })
  const ask = (origin: string, method = 'OPTIONS') =>
    fetch(url, { method, headers: { origin, 'access-control-request-method': 'POST' } })
  const granted = await ask('https://forms.example')
  expect(granted.status).toBe(204)
  expect(granted.headers.get('access-control-allow-origin')).toBe('https://forms.example')
  expect(granted.headers.get('access-control-allow-headers')).toContain('x-api-client-token')
  expect((await ask('https://evil.example')).headers.has('access-control-allow-origin')).toBe(false)
  expect((await ask('https://forms.example', 'GET')).headers.get('access-control-allow-origin')).toBe(
    'https://forms.example',
  )
  const closed = await open({ security: 'public' })
  const answer = await fetch(closed.url, { headers: { origin: 'https://forms.example' } })
  expect(answer.headers.has('access-control-allow-origin')).toBe(false)
})

test('an answer comes from a respond step while the flow goes on, from return, or from an error', async () => {
  const close: Step[] = [
    {
      respond: { status: 201, headers: { 'x-a': 'b', 'set-cookie': 'a=b' }, body: 'early' },
      then: 'continue',
    },
    { id: 'pause', wait: { seconds: 0.2 } },
    { return: { late: true } },
  ]
  const early = await open({ security: 'public' }, close)
  const answer = await fetch(early.url, { method: 'POST' })
  expect([answer.status, await answer.text(), answer.headers.get('x-a')]).toEqual([201, 'early', 'b'])
  expect(answer.headers.has('set-cookie')).toBe(false)
  const [execution] = await way.ran(early.flowId, 1)
  expect(execution?.output).toEqual({ late: true })

  const failing: Step[] = [
    { fail: { message: 'No such user.', statusCode: 404 }, when: { value: 1, is: 'equal to', to: 1 } },
    { return: {} },
  ]
  const failed = await fetch((await open({ security: 'public' }, failing)).url)
  expect([failed.status, await failed.json()]).toEqual([404, { message: 'No such user.' }])

  const unreached: Step[] = [{ if: { value: 1, is: 'equal to', to: 2 }, then: [{ return: { a: 1 } }] }]
  const empty = await fetch((await open({ security: 'public' }, unreached)).url)
  expect([empty.status, await empty.text()]).toEqual([200, '{}'])

  const silent = await fetch((await open({ security: 'public' }, [{ note: 'Says nothing.' }])).url)
  expect([silent.status, Object.keys((await silent.json()) as object)]).toEqual([202, ['executionId']])
})

test('hostile requests are refused before a flow sees them', async () => {
  const { flowId, url } = await open({ security: 'public' })
  const send = (body: string, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body, headers })
  expect(await codeOf(await send('x'.repeat(10 * 1024 * 1024)))).toEqual([413, 'body_too_large'])
  expect((await send('x', { 'content-encoding': 'gzip' })).status).toBe(415)
  const deep = '['.repeat(10_000)
  const odd = [deep, '{"__proto__": {"polluted": true}}', '{"broken', '\u0000\u0001']
  for (const body of odd) expect((await send(body)).status).toBe(200)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  const seen = await way.ran(flowId, odd.length)
  expect(seen.map(({ output }) => (output as { body: string }).body)).toEqual(odd)
  expect((await fetch(url, { method: 'PUT', body: '' })).status).toBe(405)
  expect((await fetch(`${way.keyway.url}/endpoints/${'A'.repeat(32)}`)).status).toBe(404)
})

test('a call repeated with its idempotency key starts the flow once', async () => {
  const { flowId, url } = await open({ security: 'public' })
  const headers = { 'idempotency-key': 'order-7' }
  await fetch(url, { method: 'POST', headers })
  expect((await fetch(url, { method: 'POST', headers })).status).toBe(202)
  await way.ran(flowId, 1)
})

test('a call that finds the line of its flow full is told so', async () => {
  const order: Order = { by: 'flow', queue: { most: 0, whenFull: 'cancel newest' } }
  const steps: Step[] = [{ wait: { seconds: 3 } }, { return: { done: true } }]
  const { url } = await open({ security: 'public' }, steps, order)
  const first = fetch(url)
  await expect.poll(async () => codeOf(await fetch(url))).toEqual([429, 'queue_full'])
  await first
})
