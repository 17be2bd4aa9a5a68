import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { problemDetails } from '@keyway/api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listAudit } from '../audit/store.ts'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { authenticate } from './authenticate.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { mountAccount } from './routes.ts'
import { hashToken } from './secret-token.ts'
import { resumeSession, startSession } from './sessions.ts'
import { prepareSetup, toSetupLink } from './setup.ts'
import { checkPassword } from './sign-in.ts'
import { findSession, insertUser } from './store.ts'

const origin = 'https://keyway.example'
const password = 'correct horse battery'
let directory: string
let database: Database
let server: HttpServer

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'keyway-auth-'))
  database = await openDatabase({ kind: 'sqlite', directory })
  server = createHttpServer({
    publicUrl: origin,
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: (headers) => authenticate(database, headers),
  })
  mountAccount(server, { database, publicUrl: origin })
})
afterEach(async () => {
  await database.close()
  rmSync(directory, { recursive: true, force: true })
})

function send(method: string, url: string, more: { body?: unknown; headers?: Record<string, string> } = {}) {
  return server.fetch(
    new Request(origin + url, {
      method,
      ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
      headers: {
        origin,
        ...(more.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more.headers,
      },
    }),
  )
}

const setup = (token: string) =>
  send('POST', '/api/setup', { body: { token, email: 'Ada@Acme.Test', name: 'Ada', password } })
const signIn = (email: string, attempt: string) =>
  send('POST', '/api/session', { body: { email, password: attempt } })
const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

async function setUp(): Promise<string> {
  return cookieOf(await setup((await prepareSetup(database, Date.now())) ?? ''))
}

describe('the set-up link', () => {
  test('makes the first administrator, once, and signs in', async () => {
    const token = (await prepareSetup(database, Date.now())) ?? ''
    expect(toSetupLink(origin, token)).toBe(`${origin}/setup#${token}`)
    expect(await (await send('GET', '/api/setup')).json()).toEqual({ needed: true })

    const made = await setup(token)
    expect(made.status).toBe(200)
    expect(await made.json()).toMatchObject({ email: 'ada@acme.test', role: 'admin' })
    expect(made.headers.get('set-cookie')).toMatch(
      /^keyway_session=[\w-]{43}; HttpOnly; SameSite=Lax; Path=\/; .*Secure$/,
    )

    expect((await setup(token)).status).toBe(403)
    expect(await (await send('GET', '/api/setup')).json()).toEqual({ needed: false })
    expect(await prepareSetup(database, Date.now())).toBeUndefined()
    expect((await listAudit(database.kysely, { limit: 5 })).map((entry) => entry.action)).toEqual([
      'setup.completed',
    ])
  })

  test('of many at the same time one wins', async () => {
    const token = (await prepareSetup(database, Date.now())) ?? ''
    const answers = await Promise.all([setup(token), setup(token), setup(token)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403, 403])
  })

  test('is void when wrong, replaced by the next start, or a day old', async () => {
    const first = (await prepareSetup(database, Date.now())) ?? ''
    const second = (await prepareSetup(database, Date.now())) ?? ''
    expect((await setup('guess')).status).toBe(403)
    expect((await setup(first)).status).toBe(403)
    const old = (await prepareSetup(database, Date.now() - 25 * 3_600_000)) ?? ''
    expect((await setup(old)).status).toBe(403)
    expect((await setup(second)).status).toBe(403)
    expect((await database.kysely.selectFrom('users').selectAll().execute()).length).toBe(0)
  })

  test('asks for a real password', async () => {
    const token = (await prepareSetup(database, Date.now())) ?? ''
    const body = { token, email: 'ada@acme.test', name: 'Ada', password: 'short' }
    const response = await send('POST', '/api/setup', { body })
    expect(response.status).toBe(400)
    expect(problemDetails.parse(await response.json()).issues?.[0]).toMatchObject({ path: 'password' })
  })
})

describe('signing in', () => {
  test('takes the right password only, and tells strangers nothing', async () => {
    await setUp()
    const answers = await Promise.all([
      signIn('ada@acme.test', 'wrong password'),
      signIn('nobody@acme.test', password),
      signIn('', ''),
    ])
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(new Set(texts).size).toBe(1)
    expect(answers.some(({ headers }) => headers.has('set-cookie'))).toBe(false)
    expect((await signIn('ADA@acme.test', password)).status).toBe(200)
  })

  test('does the same work for an unknown email as for a wrong password', async () => {
    await setUp()
    const time = async (email: string) => {
      const start = performance.now()
      await checkPassword(database, { email, password: 'wrong password' })
      return performance.now() - start
    }
    const median = async (email: string) => {
      const times = [
        await time(email),
        await time(email),
        await time(email),
        await time(email),
        await time(email),
      ]
      return times.toSorted((a, b) => a - b)[2] ?? 0
    }
    const [known, unknown] = [await median('ada@acme.test'), await median('nobody@acme.test')]
    // Without the work for nobody the ratio is below 0.05; the machine may be busy.
    expect(unknown / known).toBeGreaterThan(0.2)
    expect(unknown / known).toBeLessThan(5)
  })

  test('is limited to ten attempts for an email in ten minutes', async () => {
    await setUp()
    for (let attempt = 0; attempt < 10; attempt += 1) await signIn('ada@acme.test', 'wrong password')
    const refused = await signIn('ada@acme.test', password)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500)
    expect((await signIn('other@acme.test', password)).status).toBe(401)
  })

  test('the session ends when its user signs out, and its secret is not stored', async () => {
    const cookie = await setUp()
    expect(await (await send('GET', '/api/session', { headers: { cookie } })).json()).toMatchObject({
      name: 'Ada',
    })
    const stored = JSON.stringify(await database.kysely.selectFrom('sessions').selectAll().execute())
    expect(stored).not.toContain(cookie.split('=')[1])
    const out = await send('DELETE', '/api/session', { headers: { cookie } })
    expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')])
    expect((await send('GET', '/api/session', { headers: { cookie } })).status).toBe(401)
  })

  test('a session lives 12 hours after its last use, and never more than 7 days', async () => {
    const { kysely } = database
    const user = await insertUser(kysely, { email: 'a@b.c', name: 'A', passwordHash: 'x', role: 'viewer' })
    const secret = await startSession(database, user.id)
    const start = Date.now()
    const hour = 3_600_000
    expect(await resumeSession(database, secret, start + 13 * hour)).toBeUndefined()
    for (let at = 0; at < 7 * 24; at += 11) {
      expect(await resumeSession(database, secret, start + at * hour)).toMatchObject({
        user: { email: 'a@b.c' },
      })
    }
    expect((await findSession(kysely, hashToken(secret)))?.expiresAt).toBeLessThanOrEqual(
      start + 7 * 24 * hour,
    )
    expect(await resumeSession(database, secret, start + 7 * 24 * hour)).toBeUndefined()
  })
})

describe('API tokens', () => {
  test('work until they are revoked, with their role, and are shown once', async () => {
    const cookie = await setUp()
    const made = await send('POST', '/api/tokens', {
      body: { name: 'ci', role: 'viewer' },
      headers: { cookie },
    })
    const { token, id } = (await made.json()) as { token: string; id: string }
    expect(token).toMatch(/^kw_[\w-]{43}$/)

    const headers = { authorization: `Bearer ${token}` }
    expect(await (await send('GET', '/api/session', { headers })).json()).toMatchObject({
      name: 'ci',
      role: 'viewer',
    })
    expect((await send('GET', '/api/tokens', { headers })).status).toBe(403)

    const listed = await (await send('GET', '/api/tokens', { headers: { cookie } })).text()
    expect(JSON.parse(listed).items[0]).toMatchObject({ id, name: 'ci', lastUsedAt: expect.any(Number) })
    expect(listed).not.toContain(token)
    expect(
      JSON.stringify(await database.kysely.selectFrom('api_tokens').selectAll().execute()),
    ).not.toContain(token)

    expect((await send('DELETE', `/api/tokens/${id}`, { headers: { cookie } })).status).toBe(204)
    expect((await send('DELETE', `/api/tokens/${id}`, { headers: { cookie } })).status).toBe(404)
    expect((await send('GET', '/api/session', { headers })).status).toBe(401)
    expect(
      (await listAudit(database.kysely, { limit: 2 })).map(({ action, actor }) => [action, actor]),
    ).toEqual([
      ['token.revoked', 'user:ada@acme.test'],
      ['token.created', 'user:ada@acme.test'],
    ])
  })

  test.for([
    'Bearer',
    'Bearer kw_short',
    `Bearer kw_${'a'.repeat(43)}`,
    `Basic ${'a'.repeat(46)}`,
    `Bearer ${'a'.repeat(43)}`,
  ])('%s is nobody, cookie or not', async (authorization) => {
    const cookie = await setUp()
    expect((await send('GET', '/api/session', { headers: { authorization, cookie } })).status).toBe(401)
  })
})

test('passwords: argon2id, salted, and the same accent however it is typed', async () => {
  const hash = await hashPassword('pässword with ümlauts')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hashPassword('pässword with ümlauts')).not.toBe(hash)
  expect(await verifyPassword('pässword with ümlauts'.normalize('NFD'), hash)).toBe(true)
  expect(await verifyPassword('password with umlauts', hash)).toBe(false)
  for (const broken of ['', 'plain', hash.slice(0, -10), hash.replace('argon2id', 'argon2i')]) {
    expect(await verifyPassword('pässword with ümlauts', broken)).toBe(false)
  }
})

test('the attempt limit forgets the key that was idle longest, and windows that ended', () => {
  const limit = createAttemptLimit({ limit: 1, windowMs: 100, maxKeys: 2 })
  expect([limit.count('a', 0), limit.count('a', 50), limit.count('a', 100)]).toEqual([0, 50, 0])
  limit.count('b', 100)
  limit.count('c', 100)
  expect([limit.count('b', 101) > 0, limit.count('a', 101)]).toEqual([true, 0])
})
