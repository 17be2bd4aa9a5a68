import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { createCatalog } from '@keyway/sdk'
import { connectors } from '@keyway/connectors'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createDirectories } from '../testing/directories.ts'
import { openExecutionWorld, type ExecutionWorld } from '../testing/execution-world.ts'
import { showSettings } from '../config.ts'
import { mountSystem } from './routes.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

let world: ExecutionWorld
let server: HttpServer
let isClosed = false
beforeEach(async () => {
  world = await openExecutionWorld({ kind: 'sqlite', directory: directories.create() })
  isClosed = false
  server = createHttpServer({
    publicUrl: 'https://keyway.example',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: (headers) =>
      Promise.resolve(
        headers.has('x-viewer') ? { kind: 'token', tokenId: 't', name: 'ann', role: 'viewer' } : undefined,
      ),
  })
  mountSystem(server, {
    settings: showSettings({}, {}),
    db: world.database.kysely,
    catalog: createCatalog({ cards: [], connectors }),
    storage: world.database.kind,
    publicUrl: 'https://keyway.example',
    startedAt: 5,
    counters: () => ({ 'hook.accepted': 3 }),
    metrics: () =>
      Promise.resolve([
        { name: 'extra', help: 'Of another part.', kind: 'gauge', samples: [{ labels: {}, value: 1 }] },
      ]),
  })
})
const close = async () => {
  if (!isClosed) await world.close()
  isClosed = true
}
afterEach(close)

const get = (path: string, headers: Record<string, string> = { 'x-viewer': '1' }) =>
  server.fetch(new Request(`https://keyway.example${path}`, { headers }))

test('the system counts what is not over, and says what it runs on', async () => {
  await world.publish({ id: 'f', name: 'f', steps: [{ wait: { seconds: 600 } }] })
  await world.run('f', {})
  expect(await (await get('/api/system')).json()).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    storage: 'sqlite',
    publicUrl: 'https://keyway.example',
    startedAt: 5,
    executions: { running: 0, waiting: 1, queued: 0, inDoubt: 0 },
    counters: { 'hook.accepted': 3 },
  })
})

test('figures to watch need a role, and hold those of other parts', async () => {
  expect((await get('/api/metrics', {})).status).toBe(401)
  const answer = await get('/api/metrics')
  expect(answer.headers.get('content-type')).toContain('version=0.0.4')
  const text = await answer.text()
  expect(text).toContain('keyway_events_total{name="hook.accepted"} 3\n')
  expect(text).toContain('keyway_executions_unfinished{status="waiting"} 0\n')
  expect(text).toContain('extra 1\n')
})

test('the catalog is what the declarations say', async () => {
  const catalog: unknown = await (await get('/api/catalog')).json()
  expect(catalog).toMatchObject({
    cards: expect.arrayContaining([expect.objectContaining({ id: 'control.if' })]),
    connectors: expect.arrayContaining([expect.objectContaining({ id: 'tables' })]),
  })
})
