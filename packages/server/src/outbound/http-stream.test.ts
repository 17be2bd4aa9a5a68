import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { InputError, path, type FlowError, type HttpRequest } from '@keyway/sdk'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createHttp, type HttpOptions } from './http-port.ts'
import { createOutbound, type Outbound } from './outbound.ts'
import { createRedactor } from './redactor.ts'

// Content of any length, in both directions, with a real server on loopback.

type Handler = (request: IncomingMessage, response: ServerResponse) => void
let handler: Handler = (_, response) => response.end()
const server = createServer((request, response) => handler(request, response))
const other = createServer((request, response) => response.end(JSON.stringify(request.headers)))
let origin: string
let elsewhere: string
let outbound: Outbound

const portOf = (target: typeof server) => (target.address() as AddressInfo).port
beforeAll(async () => {
  for (const target of [server, other]) {
    await new Promise<void>((resolve) => void target.listen(0, '127.0.0.1', resolve))
  }
  origin = `http://127.0.0.1:${portOf(server)}`
  elsewhere = `http://127.0.0.1:${portOf(other)}`
  outbound = createOutbound({
    allow: ['127.0.0.0/8'],
    limits: { headersMs: 300, bodyMs: 300, streamMs: 1_500, maxAnswerBytes: 1_000, retries: 0 },
  })
})
afterEach(() => {
  handler = (_, response) => response.end()
})
afterAll(async () => {
  await outbound.agent.destroy()
  for (const target of [server, other]) {
    target.closeAllConnections()
    await new Promise((resolve) => target.close(resolve))
  }
})

function port(options: Partial<HttpOptions> = {}) {
  return createHttp(outbound, {
    connector: { title: 'Acme' },
    profile: { baseUrl: origin, headers: { Authorization: 'Bearer canary' } },
    hosts: undefined,
    effect: 'write',
    idempotencyKey: 'key',
    redactor: createRedactor([]),
    signal: new AbortController().signal,
    ...options,
  })
}
const withoutAccount = () => port({ profile: undefined })

async function readAll(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts)
}
const failure = (promise: Promise<unknown>): Promise<FlowError> =>
  promise.then(
    () => expect.unreachable('should have failed'),
    (error: FlowError) => error,
  )
const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7) % 256))

test('a download longer than any answer may be comes whole, with its name', async () => {
  handler = (_, response) => {
    const disposition = `attachment; filename="x.bin"; filename*=UTF-8''%C3%BCber.bin`
    response
      .writeHead(200, { 'content-disposition': disposition, 'content-type': 'application/pdf' })
      .end(bytes)
  }
  const { name, headers, status, content } = await port().download({ method: 'GET', path: path`/a/b.bin` })
  expect({ name, status, type: headers['content-type'] }).toEqual({
    name: 'über.bin',
    status: 200,
    type: 'application/pdf',
  })
  expect((await readAll(content)).equals(bytes)).toBe(true)
})

test('a compressed download is unpacked; without a given name, the URL gives one', async () => {
  handler = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(bytes))
  const { name, content } = await port().download({ method: 'GET', path: path`/a/${'b c'}.bin` })
  expect(name).toBe('b c.bin')
  expect((await readAll(content)).equals(bytes)).toBe(true)
})

test.each<[string, Handler]>([
  [
    'a body shorter than declared',
    (_, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 })
      response.write(bytes, () => response.destroy())
    },
  ],
  [
    'a chunked body without its end',
    (_, response) => {
      response.writeHead(200)
      response.write(bytes, () => response.destroy())
    },
  ],
  [
    'a compressed body without its end',
    (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(bytes).subarray(0, 500))
    },
  ],
  [
    'silence in the middle',
    (_, response) => {
      response.writeHead(200)
      response.write('a')
    },
  ],
])('%s is an error worth another try, never a short file', async (_, behaviour) => {
  handler = behaviour
  const { content } = await port().download({ method: 'GET', path: path`/a` })
  expect(await failure(readAll(content))).toMatchObject({ code: 'no_answer', retry: 'later' })
})

test('a refusal is an error as everywhere, with its body', async () => {
  handler = (_, response) =>
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"why":"gone"}')
  expect(await failure(port().download({ method: 'GET', path: path`/a` }))).toMatchObject({
    statusCode: 404,
    body: { why: 'gone' },
  })
})

test('who stops reading lets go of the socket, and a cancelled flow stops reading', async () => {
  const closed = Promise.withResolvers<void>()
  handler = (_, response) => {
    response.on('close', () => closed.resolve()).writeHead(200)
    const timer = setInterval(() => response.write(bytes), 5)
    response.on('close', () => clearInterval(timer))
  }
  for await (const part of (await port().download({ method: 'GET', path: path`/a` })).content) {
    expect(part.byteLength).toBeGreaterThan(0)
    break
  }
  await closed.promise
  const abort = new AbortController()
  const { content } = await port({ signal: abort.signal }).download({ method: 'GET', path: path`/a` })
  setTimeout(() => abort.abort(new Error('cancelled')), 30)
  await expect(readAll(content)).rejects.toThrow('cancelled')
})

test('a body that drips for ever is cut off', async () => {
  handler = (_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('x'), 50)
    response.on('close', () => clearInterval(timer))
  }
  const { content } = await port().download({ method: 'GET', path: path`/a` })
  expect(await failure(readAll(content))).toMatchObject({ code: 'no_answer' })
})

test('without an account a download follows to another host, and its headers stay behind', async () => {
  handler = (_, response) => response.writeHead(302, { location: `${elsewhere}/x/y.txt` }).end()
  const request = { method: 'GET', path: { absolute: `${origin}/a` }, headers: { 'x-key': 'mine' } } as const
  const { name, content } = await withoutAccount().download(request)
  expect(name).toBe('y.txt')
  const headers: Record<string, string> = JSON.parse((await readAll(content)).toString())
  expect(headers).not.toHaveProperty('x-key')
  expect(headers).not.toHaveProperty('authorization')
  expect(await failure(port().download({ method: 'GET', path: path`/a` }))).toMatchObject({
    code: 'redirect_refused',
  })
})

test('a redirect to an address inside is refused where the socket would connect', async () => {
  handler = (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()
  const request = { method: 'GET', path: { absolute: `${origin}/a` } } as const
  expect(await failure(withoutAccount().download(request))).toMatchObject({ code: 'egress_refused' })
})

const upload = (content: HttpRequest['content']): HttpRequest => ({
  method: 'POST',
  path: path`/a`,
  ...(content === undefined ? {} : { content }),
})
async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000)
}

test('content goes out as it is, with its type and length', async () => {
  const received: Buffer[] = []
  let headers: IncomingMessage['headers'] = {}
  handler = (request, response) => {
    headers = request.headers
    request.on('data', (part: Buffer) => received.push(part))
    request.on('end', () =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'),
    )
  }
  const content = { contentType: 'application/pdf', size: bytes.length, read: pieces }
  expect((await port().request(upload(content))).body).toEqual({ ok: true })
  expect(Buffer.concat(received).equals(bytes)).toBe(true)
  expect(headers).toMatchObject({ 'content-type': 'application/pdf', 'content-length': '300000' })
  expect(headers).not.toHaveProperty('transfer-encoding')
})

test('content that breaks off here is an incomplete request, and the error is that of the content', async () => {
  let isWhole = false
  handler = (request, response) => {
    request.on('end', () => (isWhole = true)).on('error', () => {})
    request.resume()
    response.on('error', () => {})
  }
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield bytes
    throw new InputError('deleted', { code: 'file_unknown' })
  }
  for (const size of [undefined, 1_000_000]) {
    const sized = size === undefined ? {} : { size }
    const sent = port().request(upload({ contentType: 'a/b', read: broken, ...sized }))
    expect(await failure(sent)).toMatchObject({ code: 'file_unknown' })
  }
  expect(isWhole).toBe(false)
})

test('a declared length that is not that of the content is never sent as a whole request', async () => {
  let isWhole = false
  handler = (request, response) => {
    request.on('end', () => (isWhole = true)).on('error', () => {})
    request.resume()
    response.on('error', () => {})
  }
  const content = { contentType: 'a/b', size: bytes.length + 1, read: pieces }
  await failure(port().request(upload(content)))
  expect(isWhole).toBe(false)
})

test('an answer lost after the whole content went out leaves the write in doubt', async () => {
  handler = (request, response) => {
    request.on('end', () => response.destroy())
    request.resume()
  }
  const content = { contentType: 'a/b', size: bytes.length, read: pieces }
  expect(await failure(port().request(upload(content)))).toMatchObject({ code: 'outcome_unknown' })
})
