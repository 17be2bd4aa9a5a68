import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { HttpProblem } from './problem.ts'
import { createHttpServer, type HttpServer } from './server.ts'

const logged: string[] = []
let server: HttpServer
let port: number

beforeAll(async () => {
  server = createHttpServer({
    publicUrl: 'https://keyway.example',
    consoleDirectory: undefined,
    log: createLog({ level: 'info', stream: { write: (line) => logged.push(line) } }),
    authenticate: () => Promise.resolve(undefined),
  })
  server.mountHook({ prefix: '/hooks/test/', methods: ['GET', 'POST'], summary: 'test' }, async (call) => {
    if (call.header('X-Key') !== 'k') throw new HttpProblem(401, 'secret_refused', { detail: 'canary' })
    if (call.path === 'bug') throw new TypeError('canary')
    if (call.method === 'GET') return { status: 200, json: { path: call.path } }
    const json = await call.json(1000)
    return call.path === 'quiet' ? { status: 204 } : { status: 200, json }
  })
  port = (await server.listen({ host: '127.0.0.1', port: 0 })).port
})
afterAll(() => server.close())

const headers = { 'x-key': 'k', 'content-type': 'application/json' }

/** What came back, and nothing that differs by the way: Node adds a date, and names the length of the body. */
async function describeAnswer(response: Response): Promise<unknown> {
  const kept = [...response.headers].filter(
    ([name]) => !['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'].includes(name),
  )
  return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() }
}

test.each<[string, string, RequestInit]>([
  ['an answer without a body', '/hooks/test/quiet', { method: 'POST', headers, body: '{"a":1}' }],
  ['an answer with one', '/hooks/test/loud', { method: 'POST', headers, body: '{"a":1}' }],
  ['a challenge', '/hooks/test/abc-_1', { headers }],
  ['a refusal', '/hooks/test/x', { method: 'POST', body: '{}' }],
  ['a fault of ours', '/hooks/test/bug', { headers }],
  ['a body that is no JSON', '/hooks/test/x', { method: 'POST', headers, body: '{' }],
  ['a body of another type', '/hooks/test/x', { method: 'POST', headers: { 'x-key': 'k' }, body: 'a=b' }],
  ['a body too large', '/hooks/test/x', { method: 'POST', headers, body: JSON.stringify('x'.repeat(2000)) }],
  ['another method', '/hooks/test/x', { method: 'PUT', headers, body: '{}' }],
  ['an escaped path', '/hooks/test/a%2Fb?c=d', { headers }],
  ['no path', '/hooks/test/', { headers }],
])('%s is the same with a socket and without', async (_, path, init) => {
  const direct = await describeAnswer(await server.fetch(new Request(`https://keyway.example${path}`, init)))
  expect(await describeAnswer(await fetch(`http://127.0.0.1:${port}${path}`, init))).toEqual(direct)
})

test('strangers learn a code and no more, and faults are logged', async () => {
  const refused = await fetch(`http://127.0.0.1:${port}/hooks/test/x`, { method: 'POST' })
  expect(await refused.text()).not.toContain('canary')
  logged.length = 0
  expect((await fetch(`http://127.0.0.1:${port}/hooks/test/bug`, { headers })).status).toBe(500)
  expect(logged.join()).toContain('canary')
})

test('a body in parts, without a declared length, is read up to the limit', async () => {
  const send = (text: string): Promise<Response> => {
    const body = new Blob([text]).stream()
    return fetch(`http://127.0.0.1:${port}/hooks/test/x`, { method: 'POST', headers, body, duplex: 'half' })
  }
  expect(await (await send('{"a":[1,2]}')).json()).toEqual({ a: [1, 2] })
  expect((await send(JSON.stringify('x'.repeat(2000)))).status).toBe(413)
})

test('who was refused and goes on sending is cut off; a connection that ends early does no harm', async () => {
  const head = 'POST /hooks/test/x HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
  const refused = connect(port, '127.0.0.1')
  refused.on('error', () => undefined).resume()
  refused.write(`${head}content-length: 1000\r\n\r\n{`)
  await once(refused, 'close')

  const leaving = connect(port, '127.0.0.1')
  leaving.write(`${head}x-key: k\r\ncontent-length: 1000\r\n\r\n{`, () => leaving.destroy())
  await once(leaving, 'close')
  expect((await fetch(`http://127.0.0.1:${port}/hooks/test/x`, { headers })).status).toBe(200)
})

test('what finds no room is told when to come again, before it is read', async () => {
  const waiting: (() => void)[] = []
  const small = createHttpServer({
    publicUrl: 'https://keyway.example',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent', stream: { write: () => undefined } }),
    authenticate: () => Promise.resolve(undefined),
    intakeBytes: 32 * 1024,
  })
  small.mountHook({ prefix: '/hooks/test/', methods: ['POST'], summary: 'test' }, async () => {
    await new Promise<void>((resolve) => waiting.push(resolve))
    return { status: 204 }
  })
  const { port: own } = await small.listen({ host: '127.0.0.1', port: 0 })
  const send = (): Promise<Response> =>
    fetch(`http://127.0.0.1:${own}/hooks/test/x`, { method: 'POST', headers, body: '{}' })
  try {
    const [first, second] = [send(), send()]
    while (waiting.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    const third = await send()
    expect([third.status, third.headers.get('retry-after'), await third.json()]).toMatchObject([
      503,
      '5',
      { code: 'busy' },
    ])
    const byRouter = new Request('https://keyway.example/hooks/test/x?a=b', {
      method: 'POST',
      headers,
      body: '{}',
    })
    expect((await small.fetch(byRouter)).status).toBe(503)
    for (const end of waiting) end()
    expect([(await first).status, (await second).status]).toEqual([204, 204])
    const fourth = send()
    while (waiting.length < 3) await new Promise((resolve) => setTimeout(resolve, 5))
    waiting.at(-1)?.()
    expect((await fourth).status).toBe(204)
  } finally {
    for (const end of waiting) end()
    await small.close()
  }
})

test('a store that fails is said to fail, and one request larger than all room still comes in', async () => {
  const failing = createHttpServer({
    publicUrl: 'https://keyway.example',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent', stream: { write: () => undefined } }),
    authenticate: () => Promise.resolve(undefined),
    intakeBytes: 1,
  })
  failing.mountHook({ prefix: '/hooks/test/', methods: ['POST'], summary: 'test' }, () =>
    Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })),
  )
  const { port: own } = await failing.listen({ host: '127.0.0.1', port: 0 })
  try {
    const answer = await fetch(`http://127.0.0.1:${own}/hooks/test/x`, {
      method: 'POST',
      headers,
      body: '{}',
    })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  } finally {
    await failing.close()
  }
})
