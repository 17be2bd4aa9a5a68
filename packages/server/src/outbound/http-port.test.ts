import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { isJsonObject, path, type Effect, type ErrorDescription, type HttpResponse } from '@keyway/sdk'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createHttp, type HttpOptions } from './http-port.ts'
import { createOutbound, type Outbound } from './outbound.ts'
import { createRedactor } from './redactor.ts'

// Every exchange is with a real server on loopback.

type Handler = (request: IncomingMessage, response: ServerResponse) => void
let handler: Handler = (_, response) => response.end()
const seen: { method: string; url: string; headers: IncomingMessage['headers']; text: string }[] = []
const server = createServer((request, response) => {
  const { method = '', url = '', headers } = request
  let text = ''
  request.on('data', (chunk) => (text += String(chunk)))
  request.on('end', () => {
    seen.push({ method, url, headers, text })
    handler(request, response)
  })
})
let origin: string
let outbound: Outbound

beforeAll(async () => {
  origin = `http://127.0.0.1:${await listen(server)}`
  outbound = createOutbound({
    allow: ['127.0.0.0/8'],
    limits: { headersMs: 300, bodyMs: 300, connectMs: 500, maxAnswerBytes: 1_000_000, longestWaitMs: 1_500 },
  })
})
afterEach(() => {
  seen.length = 0
})
afterAll(async () => {
  await outbound.agent.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function listen(target: Server | typeof server): Promise<number> {
  return new Promise((resolve) => {
    target.listen(0, '127.0.0.1', () => resolve((target.address() as AddressInfo).port))
  })
}

function port(effect: Effect = 'read', options: Partial<HttpOptions> = {}) {
  return createHttp(outbound, {
    connector: { title: 'Acme' },
    profile: { baseUrl: `${origin}/api`, headers: { Authorization: 'SSWS canary-token-1' } },
    hosts: undefined,
    effect,
    idempotencyKey: 'key',
    redactor: createRedactor(['canary-token-1']),
    signal: new AbortController().signal,
    ...options,
  })
}

function json(response: ServerResponse, status: number, ...[body, headers]: [unknown, object?]): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const collected: unknown[] = []
  for await (const item of items) collected.push(item)
  return collected
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('should have failed'),
    (
      error: Error & {
        code: string
        retry: string
        statusCode?: number
        retryAfterMs?: number
        body?: unknown
      },
    ) => error,
  )

describe('a request', () => {
  test('carries credentials, JSON and an idempotency key', async () => {
    handler = (_, response) => json(response, 200, { ok: true })
    expect(await port('write').post(path`/users/${'a/b'}`, { name: 'ü' }, { activate: true })).toEqual({
      ok: true,
    })
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/api/users/a%2Fb?activate=true',
      text: '{"name":"ü"}',
      headers: {
        authorization: 'SSWS canary-token-1',
        'content-type': 'application/json',
        'idempotency-key': 'key-1',
      },
    })
  })

  test('without a body says so, as Okta asks', async () => {
    handler = (_, response) => response.writeHead(204).end()
    expect(await port('write').post(path`/x`)).toBeNull()
    expect(seen[0]?.headers['content-length']).toBe('0')
  })

  test('cannot replace the credentials, and cannot smuggle a header', async () => {
    handler = (_, response) => response.end('')
    const http = port()
    await http.request({ method: 'GET', path: path`/x`, headers: { authorization: 'mine', 'X-Mine': 'yes' } })
    expect(seen[0]?.headers).toMatchObject({ authorization: 'SSWS canary-token-1', 'x-mine': 'yes' })
    for (const headers of [{ host: 'evil' }, { 'x-a': 'b\r\nc: d' }, { 'bad name': 'x' }]) {
      const error = await failure(http.request({ method: 'GET', path: path`/x`, headers }))
      expect(error.code).toBe('header_refused')
    }
  })

  test('reads text where asked, and where the answer is not JSON', async () => {
    handler = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1}')
    expect((await port().request({ method: 'GET', path: path`/x`, accept: 'text' })).body).toBe('{"a":1}')
    handler = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain; charset=latin1' }).end(Buffer.from([0xfc]))
    expect(await port().get(path`/x`)).toBe('ü')
    handler = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{broken')
    expect((await failure(port().get(path`/x`))).code).toBe('answer_unreadable')
  })
})

describe('answers', () => {
  test.for([
    [401, 'connection_refused_401', 'ConnectionError'],
    [403, 'remote_refused', 'RemoteError'],
    [404, 'remote_refused', 'RemoteError'],
    [422, 'remote_refused', 'RemoteError'],
    [302, 'redirect_refused', 'RemoteError'],
    [500, 'temporary', 'TemporaryError'],
  ] as const)('%i of a read becomes %s', async ([status, code, name]) => {
    handler = (_, response) => json(response, status, { error: 'said why' })
    const error = await failure(port().get(path`/x`))
    expect(error).toMatchObject({ name, code, statusCode: status, body: { error: 'said why' } })
    expect(error.message).toContain('said why')
  })

  test('a write that gets 500 is refused, and one that gets 504 is unknown', async () => {
    handler = (_, response) => json(response, 500, {})
    expect(await failure(port('write').post(path`/x`))).toMatchObject({
      code: 'remote_refused',
      retry: 'never',
    })
    handler = (_, response) => json(response, 504, {})
    expect(await failure(port('write').post(path`/x`))).toMatchObject({
      code: 'outcome_unknown',
      retry: 'never',
    })
    expect(seen).toHaveLength(2)
  })

  test('an allowed status is an answer', async () => {
    handler = (_, response) => json(response, 404, { gone: true })
    const { status } = await port().request({ method: 'GET', path: path`/x`, allow: [404] })
    expect(status).toBe(404)
  })

  test('the connector describes the error, and secrets that come back are masked', async () => {
    handler = (_, response) => json(response, 400, { errorCode: 'E1', said: 'bad canary-token-1' })
    const describeError = () => ({ code: 'acme_E1', message: 'Acme says canary-token-1 is bad' })
    const error = await failure(port('read', { connector: { title: 'Acme', describeError } }).get(path`/x`))
    expect(error.code).toBe('acme_E1')
    expect(JSON.stringify([error.message, error.body])).not.toContain('canary')
    expect(error.message).toContain('Acme says [secret] is bad')
  })

  test('too large, also after decompression, is given up', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    handler = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    expect(await failure(port().get(path`/x`))).toMatchObject({ code: 'answer_too_large', statusCode: 200 })
    handler = (_, response) => response.end(Buffer.alloc(2_000_000))
    expect(await failure(port().get(path`/x`))).toMatchObject({ code: 'answer_too_large' })
  })

  test('gzip is decompressed, and one that breaks off is no answer', async () => {
    const body = gzipSync(JSON.stringify({ text: 'x'.repeat(5000) }))
    handler = (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body)
    expect(await port().get(path`/x`)).toEqual({ text: 'x'.repeat(5000) })
    handler = (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length })
      response.write(body.subarray(0, 10))
      setTimeout(() => response.destroy(), 20)
    }
    expect((await failure(port('write').post(path`/x`))).code).toBe('outcome_unknown')
  })
})

describe('retries', () => {
  test.for(['read', 'idempotent'] as const)('a %s is repeated on 503', async (effect) => {
    handler = (_, response) => json(response, seen.length < 3 ? 503 : 200, { n: seen.length })
    expect(await port(effect).get(path`/x`)).toEqual({ n: 3 })
  })

  test('a write is repeated on 429 only, after the wait the other side asks for', async () => {
    handler = (_, response) => json(response, seen.length < 2 ? 429 : 200, {}, { 'retry-after': '1' })
    const start = Date.now()
    await port('write').post(path`/x`)
    expect(Date.now() - start).toBeGreaterThanOrEqual(990)
    expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1'])
  })

  test('a longer wait is left to the executor', async () => {
    const date = new Date()
    const reset = Math.floor(date.getTime() / 1000) + 30
    handler = (_, response) =>
      json(
        response,
        429,
        {},
        { date: date.toUTCString(), 'x-rate-limit-limit': '600', 'x-rate-limit-reset': reset },
      )
    const error = await failure(port('write').post(path`/x`))
    expect(error).toMatchObject({ name: 'TemporaryError', code: 'rate_limited', retry: 'later' })
    expect(error.retryAfterMs).toBe(31_000)
    expect(seen).toHaveLength(1)
  })

  test('a code that the connector knows to mean "later" or "never" says so also for a write', async () => {
    const describeError = ({ body }: HttpResponse): ErrorDescription => {
      const locked = isJsonObject(body) && body['code'] === 'locked'
      return { code: 'acme_E2', retry: locked ? 'later' : 'never' }
    }
    const http = port('write', { connector: { title: 'Acme', describeError } })
    handler = (_, response) =>
      json(response, seen.length < 2 ? 409 : 200, seen.length < 2 ? { code: 'locked' } : { n: seen.length })
    expect(await http.post(path`/x`)).toEqual({ n: 2 })
    seen.length = 0
    handler = (_, response) => json(response, 429, { code: 'used up' })
    const again = port('write', { connector: { title: 'Acme', describeError } })
    expect(await failure(again.post(path`/x`))).toMatchObject({
      name: 'RemoteError',
      retry: 'never',
      statusCode: 429,
    })
    expect(seen).toHaveLength(1)
    handler = (_, response) => json(response, 503, { code: 'locked' })
    expect(await failure(again.post(path`/x`))).toMatchObject({ code: 'acme_E2', retry: 'later' })
  })

  test('a lost answer: a read tries again, a write is in doubt', async () => {
    handler = (request, response) =>
      seen.length === 1 ? request.socket.destroy() : json(response, 200, { ok: 1 })
    expect(await port('read').get(path`/x`)).toEqual({ ok: 1 })
    seen.length = 0
    handler = (request) => request.socket.destroy()
    expect(await failure(port('write').post(path`/x`))).toMatchObject({
      code: 'outcome_unknown',
      retry: 'never',
    })
    expect(seen).toHaveLength(1)
  })

  test('an answer that does not come, or does not end, runs into the time-out', async () => {
    handler = () => {}
    expect(await failure(port('write').post(path`/x`))).toMatchObject({ code: 'outcome_unknown' })
    handler = (_, response) => void response.writeHead(200).write('begin')
    expect(await failure(port('write').post(path`/x`))).toMatchObject({ code: 'outcome_unknown' })
  })

  test('within a write a GET is a read; but once something was written, nothing invites to try all again', async () => {
    const http = port('write')
    handler = (_, response) => json(response, 500, {})
    expect(await failure(http.get(path`/x`))).toMatchObject({ name: 'TemporaryError', retry: 'later' })
    handler = (_, response) => json(response, 201, {})
    await http.post(path`/x`)
    handler = (_, response) => json(response, 429, {}, { 'retry-after': '60' })
    for (const failed of [http.get(path`/x`), http.post(path`/x`)]) {
      expect(await failure(failed)).toMatchObject({
        code: 'outcome_unknown',
        retry: 'never',
        statusCode: 429,
      })
    }
    handler = (_, response) => json(response, 403, {})
    expect(await failure(http.post(path`/x`))).toMatchObject({ code: 'remote_refused', retry: 'never' })
  })

  test('closing cuts off what does not end', async () => {
    const closing = createOutbound({ allow: ['127.0.0.0/8'] })
    handler = () => void closing.close(50)
    const http = createHttp(closing, {
      connector: { title: 'Acme' },
      profile: { baseUrl: origin, headers: {} },
      hosts: undefined,
      effect: 'write',
      idempotencyKey: 'key',
      redactor: createRedactor([]),
      signal: new AbortController().signal,
    })
    expect(await failure(http.post(path`/x`))).toMatchObject({ code: 'outcome_unknown' })
  })

  test('a refused connection was surely not sent', async () => {
    const unused = createTcpServer()
    const closed = await listen(unused)
    await new Promise((resolve) => unused.close(resolve))
    const profile = { baseUrl: `http://127.0.0.1:${closed}`, headers: {} }
    expect(await failure(port('write', { profile }).post(path`/x`))).toMatchObject({
      name: 'TemporaryError',
      code: 'unreachable',
      retry: 'later',
    })
  })

  test('a failed TLS handshake was surely not sent', async () => {
    const profile = { baseUrl: origin.replace('http:', 'https:'), headers: {} }
    expect(await failure(port('write', { profile }).post(path`/x`))).toMatchObject({ code: 'unreachable' })
  })

  test('cancelling ends a read with the reason, and leaves a write in doubt', async () => {
    for (const [effect, expected] of [
      ['read', 'stopped'],
      ['write', expect.stringContaining('nobody knows')],
    ] as const) {
      const controller = new AbortController()
      handler = () => controller.abort(new Error('stopped'))
      const error = await failure(
        port(effect, { signal: controller.signal }).request({ method: 'POST', path: path`/x` }),
      )
      expect(error.message).toEqual(expected)
    }
  })
})

describe('redirects', () => {
  test('a GET follows on the same origin', async () => {
    handler = (request, response) =>
      request.url === '/api/a'
        ? response.writeHead(302, { location: '/api/b' }).end()
        : json(response, 200, 'b')
    expect(await port().get(path`/a`)).toBe('b')
  })

  test('not to another origin, out of the base path, for ever, or for a POST', async () => {
    const other = createServer((_, response) => response.end('stolen'))
    const otherOrigin = `http://127.0.0.1:${await listen(other)}`
    for (const location of [`${otherOrigin}/api/b`, '/admin', '/api/loop', 'http://169.254.169.254/api/']) {
      handler = (_, response) => response.writeHead(302, { location }).end()
      expect((await failure(port().get(path`/a`))).code).toBe('redirect_refused')
    }
    handler = (_, response) => response.writeHead(307, { location: '/api/b' }).end()
    seen.length = 0
    expect((await failure(port('write').post(path`/a`))).code).toBe('redirect_refused')
    expect(seen).toHaveLength(1)
    await new Promise((resolve) => other.close(resolve))
  })
})

describe('lists', () => {
  const nextLink = (url: string) => ({ link: `<${origin}/api/x?self>; rel="self", <${url}>; rel="next"` })

  test('follow the next links verbatim, up to the limit', async () => {
    handler = (request, response) => {
      const page = Number(new URL(request.url ?? '', origin).searchParams.get('after') ?? 0)
      json(
        response,
        200,
        [page * 2, page * 2 + 1],
        page < 3 ? nextLink(`${origin}/api/x?after=${page + 1}`) : {},
      )
    }
    expect(await collect(port().list(path`/x`, { limit: 2 }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    seen.length = 0
    expect(await collect(port().list(path`/x`, {}, 3))).toEqual([0, 1, 2])
    expect(seen).toHaveLength(2)
  })

  test('never follow to another host, and notice a circle', async () => {
    handler = (_, response) => json(response, 200, [1], nextLink('http://evil.example/api/x'))
    expect(await collect(port().list(path`/x`))).toEqual([1])
    handler = (_, response) => json(response, 200, [1], nextLink(`${origin}/api/x?after=1`))
    expect((await failure(collect(port().list(path`/x`)))).message).toContain('leads back')
  })
})
