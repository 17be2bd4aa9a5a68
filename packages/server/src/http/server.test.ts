import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { defineRoute, problemDetails, roles, type Role } from '@keyway/api'
import { anyJson, ConnectionError, InputError, z } from '@keyway/sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '../auth/caller.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { createLog } from '../log.ts'
import { readBody } from './read-body.ts'
import { createHttpServer, type HttpServer } from './server.ts'

// Authentication is the caller's name in a header here; auth/ proves the real one.

const none = z.object({})
const echo = defineRoute({
  method: 'POST',
  path: '/api/echo/:id',
  access: 'builder',
  summary: 'Answers what it got',
  params: z.object({ id: z.string().max(5) }),
  query: z.object({ limit: z.coerce.number().int().max(10).default(1) }),
  body: z.object({ text: z.string(), any: anyJson.optional() }),
  answer: z.object({ id: z.string(), limit: z.int(), text: z.string() }),
})
const fail = defineRoute({
  method: 'GET',
  path: '/api/fail',
  access: 'viewer',
  summary: 'Fails',
  params: none,
  query: z.object({ how: z.string() }),
  body: none,
  answer: none,
})
const long = defineRoute({
  method: 'GET',
  path: '/api/long',
  access: 'viewer',
  summary: 'Answers at length',
  params: none,
  query: z.object({ length: z.coerce.number() }),
  body: none,
  answer: z.object({ text: z.string() }),
})
const open = defineRoute({
  method: 'POST',
  path: '/api/open',
  access: 'sign-in',
  summary: 'Open by design',
  params: none,
  query: none,
  body: z.object({ email: z.string() }),
  answer: z.object({ ok: z.boolean() }),
})

const failures: Record<string, () => Error> = {
  input: () => new InputError('the input is wrong'),
  absent: () => new NotFoundError('no such flow'),
  conflict: () => new ConflictError('still in use'),
  remote: () => new ConnectionError('Okta said no'),
  bug: () => new TypeError('canary: undefined is not a function'),
}

const logged: string[] = []
let server: HttpServer
let consoleDirectory: string

beforeEach(() => {
  logged.length = 0
  consoleDirectory = mkdtempSync(path.join(tmpdir(), 'keyway-console-'))
  server = createServer()
})
afterEach(() => rmSync(consoleDirectory, { recursive: true, force: true }))

function createServer(publicUrl = 'https://keyway.example'): HttpServer {
  const created = createHttpServer({
    publicUrl,
    consoleDirectory,
    log: createLog({ level: 'info', stream: { write: (line) => logged.push(line) } }),
    authenticate: (headers) => Promise.resolve(callerIn(headers)),
  })
  created.mount(
    echo,
    ({ params, query, body }) => Promise.resolve({ ...params, ...query, text: body.text, hidden: 1 }),
    {
      maxBodyBytes: 2000,
    },
  )
  created.mount(fail, ({ query }) => {
    throw failures[query.how]?.() ?? new Error('unknown')
  })
  created.mount(long, ({ query }) => Promise.resolve({ text: 'x'.repeat(query.length) }))
  created.mountOpen(open, ({ context }) => {
    context.setCookie('a=b; HttpOnly')
    return Promise.resolve({ ok: true })
  })
  created.mountPublic(
    { kind: 'hook', path: '/hooks/test/:path', methods: ['GET', 'POST'], summary: 'test' },
    async ({ request, params }) => {
      if (params['path'] !== 'secret') throw new NotFoundError('canary: wrong path')
      return new Response(await readBody(request, 1000))
    },
  )
  return created
}

function callerIn(headers: Headers): Caller | undefined {
  const role = roles.find((name) => name === headers.get('x-role'))
  if (role === undefined) return undefined
  return headers.has('x-cookie')
    ? { kind: 'user', userId: 'u', email: 'e', name: 'n', role, sessionHash: 'h' }
    : { kind: 'token', tokenId: 't', name: 'n', role }
}

function send(url: string, init: RequestInit & { role?: Role } = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (init.role !== undefined) headers.set('x-role', init.role)
  return server.fetch(new Request(`https://keyway.example${url}`, { ...init, headers }))
}

type PostOptions = { role?: Role; headers?: Record<string, string> }
const post = (url: string, body: unknown, init: PostOptions = {}) =>
  send(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  })

const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return problemDetails.parse(await response.json())
}

describe('access', () => {
  test('the declared role or a stronger one may call, and the answer has only what is declared', async () => {
    for (const role of ['builder', 'admin'] as const) {
      const response = await post('/api/echo/a%2Fb?limit=3', { text: 'x' }, { role })
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({ id: 'a/b', limit: 3, text: 'x' })
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
  })

  test('strangers get 401 on every path of the API, existing or not, and nothing more', async () => {
    const answers = await Promise.all(
      ['/api/echo/1', '/api/fail?how=bug', '/api/nothing', '/api', '/api/echo/1/'].map((url) => send(url)),
    )
    const bodies = await Promise.all(answers.map((answer) => answer.text()))
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
    expect(new Set(bodies).size).toBe(1)
    expect(JSON.parse(bodies[0] ?? '')).not.toHaveProperty('detail')
  })

  test('a role that is too weak gets 403, unknown paths 404, other methods 405', async () => {
    const weak = await post('/api/echo/1', { text: 'x' }, { role: 'operator' })
    expect(weak.status).toBe(403)
    expect((await problem(weak)).detail).toContain('builder')
    expect((await send('/api/nothing', { role: 'viewer' })).status).toBe(404)
    const other = await send('/api/echo/1', { role: 'viewer' })
    expect([other.status, other.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('a route mounts once, and only where its access belongs', () => {
    expect(() => server.mount(echo, () => expect.unreachable())).toThrow(/mounted twice/)
    expect(() => server.mountOpen(echo, () => expect.unreachable())).toThrow(/needs the role builder/)
    expect(() => server.mount(open, () => expect.unreachable())).toThrow(/is open/)
    expect(server.routes()).toContainEqual({ method: 'POST', path: '/hooks/test/:path', access: 'hook' })
  })

  test.for([
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'https://keyway.example' }, 200],
    [{ origin: 'http://other.example', host: 'other.example' }, 200],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://keyway.example' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example', host: 'keyway.example' }, 403],
    [{ origin: 'null', host: 'keyway.example' }, 403],
    [{}, 403],
  ] as const)('a change with a cookie and %j gets %i', async ([headers, status]) => {
    const response = await post(
      '/api/echo/1',
      { text: 'x' },
      { role: 'admin', headers: { ...headers, 'x-cookie': '1' } },
    )
    expect(response.status).toBe(status)
  })

  test('reading with a cookie, and signing in without a page, need no origin; another site cannot sign in', async () => {
    expect((await send('/api/fail?how=input', { role: 'viewer', headers: { 'x-cookie': '1' } })).status).toBe(
      400,
    )
    const signedIn = await post('/api/open', { email: 'x' })
    expect([signedIn.status, signedIn.headers.get('set-cookie')]).toEqual([200, 'a=b; HttpOnly'])
    expect(
      (await post('/api/open', { email: 'x' }, { headers: { origin: 'https://evil.example' } })).status,
    ).toBe(403)
  })
})

describe('input', () => {
  const bad: [string, string | object, Record<string, string>, number, string][] = [
    ['wrong field', { text: 1 }, {}, 400, 'input_invalid'],
    ['not JSON', '{', {}, 400, 'body_not_json'],
    ['__proto__', '{"text":"x","any":{"__proto__":{"a":1}}}', {}, 400, 'body_not_valid'],
    ['escaped __proto__', '{"text":"x","any":{"\\u005f_proto__":1}}', {}, 400, 'body_not_valid'],
    [
      'form',
      'text=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'content_type_not_supported',
    ],
    ['text/plain', '{"text":"x"}', { 'content-type': 'text/plain' }, 415, 'content_type_not_supported'],
    [
      'other charset',
      '{"text":"x"}',
      { 'content-type': 'application/json; charset=utf-16' },
      415,
      'content_type_not_supported',
    ],
    ['compressed', '{"text":"x"}', { 'content-encoding': 'gzip' }, 415, 'encoding_not_supported'],
    ['too large', { text: 'x'.repeat(3000) }, {}, 413, 'body_too_large'],
    ['declared too large', '{}', { 'content-length': '99999999' }, 413, 'body_too_large'],
  ]
  test.for(bad)('%s is refused', async ([, body, headers, status, code]) => {
    const response = await post('/api/echo/1', body, { role: 'builder', headers })
    expect([response.status, (await problem(response)).code]).toEqual([status, code])
  })

  test('every wrong field is named, for forms', async () => {
    const response = await post('/api/echo/toolong?limit=11', {}, { role: 'builder' })
    expect((await problem(response)).issues?.map((issue) => issue.path)).toEqual(['id', 'limit', 'text'])
  })

  test('text that only mentions __proto__ is fine', async () => {
    expect(
      (await post('/api/echo/1', { text: '__proto__ "__proto__": 1' }, { role: 'builder' })).status,
    ).toBe(200)
  })
})

describe('errors', () => {
  test.for([
    ['input', 400, 'input_invalid'],
    ['absent', 404, 'not_found'],
    ['conflict', 409, 'conflict'],
    ['remote', 424, 'connection_failed'],
  ] as const)('%s becomes %i with its message', async ([how, status, code]) => {
    const response = await send(`/api/fail?how=${how}`, { role: 'viewer' })
    expect(response.status).toBe(status)
    expect(await problem(response)).toMatchObject({ code, detail: failures[how]?.().message })
    expect(logged).toHaveLength(0)
  })

  test('a bug is answered without detail, and logged', async () => {
    const response = await send('/api/fail?how=bug', { role: 'admin' })
    const text = await response.text()
    expect([response.status, text.includes('canary')]).toEqual([500, false])
    expect(logged.join('')).toContain('canary: undefined is not a function')
  })

  test('public surfaces answer errors without detail', async () => {
    const response = await post('/hooks/test/guess', {})
    expect([response.status, await problem(response)]).toEqual([
      404,
      expect.not.objectContaining({ detail: expect.anything() }),
    ])
    expect((await send('/hooks/test/secret', { method: 'DELETE' })).status).toBe(405)
    expect((await post('/hooks/test/secret', 'x'.repeat(2000))).status).toBe(413)
    const bomb = gzipSync(Buffer.alloc(1_000_000))
    const bombed = await send('/hooks/test/secret', {
      method: 'POST',
      body: bomb,
      headers: { 'content-encoding': 'gzip' },
    })
    expect(bombed.status).toBe(415)
  })
})

describe('security headers', () => {
  test('are on every answer', async () => {
    const answers = await Promise.all([
      send('/api/nothing'),
      send('/api/fail?how=bug', { role: 'viewer' }),
      send('/', { headers: { accept: 'text/html' } }),
      send('/nothing'),
      post('/api/open', { email: 'x' }),
    ])
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'self'.*frame-ancestors 'none'/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toContain('max-age')
    }
  })

  test('what a public surface answers gets no scripts; HSTS only with https', async () => {
    const hook = await post('/hooks/test/secret', 'x')
    expect(hook.headers.get('content-security-policy')).toContain("default-src 'none'; sandbox")
    server = createServer('http://localhost:8377')
    expect((await send('/api/nothing')).headers.has('strict-transport-security')).toBe(false)
  })
})

test('long answers are compressed for those who take that, short ones never', async () => {
  const ask = async (length: number, accepted?: string) => {
    const headers: Record<string, string> = accepted === undefined ? {} : { 'accept-encoding': accepted }
    const response = await send(`/api/long?length=${length}`, { role: 'viewer', headers })
    return {
      encoding: response.headers.get('content-encoding'),
      body: Buffer.from(await response.arrayBuffer()),
    }
  }
  const compressed = await ask(200_000, 'br, gzip;q=0.8')
  expect(compressed.encoding).toBe('gzip')
  expect(compressed.body.length).toBeLessThan(2_000)
  expect(JSON.parse(gunzipSync(compressed.body).toString())).toEqual({ text: 'x'.repeat(200_000) })
  for (const accepted of [undefined, 'identity', 'gzip;q=0', 'br, gzip;q=0.0'])
    expect(await ask(200_000, accepted)).toMatchObject({ encoding: null })
  expect(await ask(100, 'gzip')).toMatchObject({ encoding: null })
})

describe('the console', () => {
  const html = { accept: 'text/html' }

  test('not built: says so', async () => {
    const response = await send('/flows', { headers: html })
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm start')])
  })

  test('built while running: pages, assets, compression, caching', async () => {
    const script = `export const text = '${'x'.repeat(5000)}'`
    mkdirSync(path.join(consoleDirectory, 'assets'))
    writeFileSync(path.join(consoleDirectory, 'assets/app-abc123.js'), script)
    writeFileSync(path.join(consoleDirectory, 'index.html'), '<title>console</title>')

    for (const url of ['/', '/flows/1', '/index.html']) {
      const page = await send(url, { headers: html })
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
      expect(await page.text()).toContain('<title>console</title>')
    }
    const asset = await send('/assets/app-abc123.js', { headers: { 'accept-encoding': 'gzip;q=0.5, br' } })
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect(asset.headers.get('content-encoding')).toBe('br')
    expect(brotliDecompressSync(Buffer.from(await asset.arrayBuffer())).toString()).toBe(script)
    const etag = asset.headers.get('etag') ?? ''
    expect((await send('/assets/app-abc123.js', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  test('never serves what is not in its directory', async () => {
    writeFileSync(path.join(consoleDirectory, 'index.html'), 'page')
    writeFileSync(path.join(consoleDirectory, '..', 'keyway-outside.txt'), 'canary')
    for (const url of [
      '/../keyway-outside.txt',
      '/%2e%2e/keyway-outside.txt',
      '/assets/..%2f..%2fkeyway-outside.txt',
      '/assets/none.js',
    ]) {
      const response = await send(url)
      expect([response.status, await response.text()]).toEqual([404, expect.not.stringContaining('canary')])
    }
    rmSync(path.join(consoleDirectory, '..', 'keyway-outside.txt'))
  })
})
