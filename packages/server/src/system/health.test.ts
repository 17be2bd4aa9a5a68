import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createDirectories } from '../testing/directories.ts'
import { openExecutionWorld, type ExecutionWorld } from '../testing/execution-world.ts'
import { mountHealth } from './health.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

let world: ExecutionWorld
let server: HttpServer
let isDraining = false
let isClosed = false
let now = Date.parse('2026-01-01T00:00:00Z')
beforeEach(async () => {
  world = await openExecutionWorld({ kind: 'sqlite', directory: directories.create() })
  isDraining = false
  isClosed = false
  server = createHttpServer({
    publicUrl: 'https://keyway.example',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: () => Promise.resolve(undefined),
  })
  mountHealth(server, { db: world.database.kysely, isDraining: () => isDraining, now: () => now })
})
const close = async () => {
  if (!isClosed) await world.close()
  isClosed = true
}
afterEach(close)

const get = (path: string) => server.fetch(new Request(`https://keyway.example${path}`))

test('needs no credentials, fails with the store, and says since when', async () => {
  const well = await get('/health')
  expect([well.status, await well.json()]).toEqual([200, { status: 'ok' }])
  expect((await get('/health/ready')).status).toBe(200)
  await close()
  const first = await get('/health')
  expect([first.status, await first.json()]).toMatchObject([503, { code: 'storage_failing' }])
  now += 60_000
  const second = await get('/health/ready')
  expect([second.status, second.headers.get('keyway-failing-since')]).toEqual([
    503,
    '2026-01-01T00:00:00.000Z',
  ])
  expect((await get('/health/live')).status).toBe(200)
})

test('a process that ends is alive, and not ready', async () => {
  isDraining = true
  expect([(await get('/health/live')).status, (await get('/health/ready')).status]).toEqual([200, 503])
})
