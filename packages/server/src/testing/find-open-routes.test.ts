import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineRoute, roles, type Role } from '@keyway/api'
import { createCatalog, z } from '@keyway/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { issueApiToken } from '../auth/api-tokens.ts'
import { authenticate } from '../auth/authenticate.ts'
import { mountAccount } from '../auth/routes.ts'
import { startSession } from '../auth/sessions.ts'
import { insertUser } from '../auth/store.ts'
import { createConnectionCache } from '../connections/open-connection.ts'
import { mountConnections } from '../connections/routes.ts'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createLiveHub, mountLive } from '../http/live.ts'
import { HttpProblem } from '../http/problem.ts'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createOutbound } from '../outbound/outbound.ts'
import { toMasterKey } from '../vault/master-key.ts'
import { createVault } from '../vault/vault.ts'
import { findOpenRoutes, type RouteProbe } from './find-open-routes.ts'
import { noTables } from './no-tables.ts'

const origin = 'https://keyway.example'
let directory: string
let database: Database
let server: HttpServer
let probe: RouteProbe

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'keyway-routes-'))
  database = await openDatabase({ kind: 'sqlite', directory })
  server = createHttpServer({
    publicUrl: origin,
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: (headers) => authenticate(database, headers),
  })
  const tokens: Partial<Record<Role, string>> = {}
  for (const role of roles) {
    tokens[role] = (await issueApiToken(database, { name: role, role, createdBy: 'test' })).token
  }
  const { kysely } = database
  const user = await insertUser(kysely, { email: 'a@b.c', name: 'A', passwordHash: 'x', role: 'admin' })
  probe = {
    routes: server.routes(),
    send: server.fetch,
    origin,
    tokens: tokens as Record<Role, string>,
    adminCookie: `keyway_session=${await startSession(database, user.id)}`,
  }
})
afterEach(async () => {
  await database.close()
  rmSync(directory, { recursive: true, force: true })
})

test('account, connection and live routes refuse everybody who may not call them', async () => {
  const vault = createVault([toMasterKey(randomBytes(32).toString('base64'), 'test')])
  const catalog = createCatalog({ cards: [], connectors: [] })
  const cache = createConnectionCache({ database, vault, catalog })
  mountAccount(server, { database, publicUrl: origin })
  mountConnections(server, {
    database,
    vault,
    catalog,
    cache,
    tables: noTables,
    outbound: createOutbound({ allow: [] }),
  })
  mountLive(server, createLiveHub())
  server.mountPublic({ kind: 'hook', path: '/hooks/:path', methods: ['POST'], summary: '' }, () => {
    throw new HttpProblem(404, 'not_found', { detail: 'hidden from strangers' })
  })
  expect(probe.routes.length).toBeGreaterThan(15)
  expect(await findOpenRoutes(probe)).toEqual([])
})

test('a planted open route is found: one that answers, one that fails, one that talks', async () => {
  server.mountPublic({ kind: 'hook', path: '/hooks/open', methods: ['POST'], summary: '' }, () =>
    Promise.resolve(new Response('come in')),
  )
  server.mountPublic({ kind: 'hook', path: '/hooks/broken', methods: ['POST'], summary: '' }, () => {
    throw new TypeError('bug')
  })
  const none = z.object({})
  const route = { params: none, query: none, body: none, answer: none, summary: '' }
  server.mountOpen(defineRoute({ ...route, method: 'POST', path: '/api/session', access: 'sign-in' }), () =>
    Promise.resolve({}),
  )
  expect(await findOpenRoutes(probe)).toEqual([
    'POST /hooks/open (hook) for nobody: 200',
    'POST /hooks/broken (hook) for nobody: 500',
    'POST /api/session (sign-in) for nobody: 200',
  ])
})
