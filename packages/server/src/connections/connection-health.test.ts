import { connectors } from '@keyway/connectors'
import { ConnectionError, RemoteError, TemporaryError } from '@keyway/sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { createLog } from '../log.ts'
import { withoutAccount, type OpenedConnection } from '../outbound/action-context.ts'
import { createRedactor } from '../outbound/redactor.ts'
import { startEngines } from '../testing/engines.ts'
import { createConnectionHealth, type ConnectionHealth } from './connection-health.ts'
import { findStoredConnection, insertConnection, recordTest, replaceConnection } from './store.ts'

const engines = startEngines()
const stored = { id: 'c1', name: 'acme', connector: 'slack', settings: {}, sealedSecrets: '' }
const refused = new ConnectionError('It says s3cret is no token.', { code: 'connection_refused_401' })
const unreachable = new TemporaryError('No connection.', { code: 'unreachable' })

describe.each(engines.kinds)('how a connection does, on %s', (kind) => {
  let database: Database
  let told: string[]
  let now: number
  /** Two processes on one store. */
  let here: ConnectionHealth
  let there: ConnectionHealth

  beforeEach(async () => {
    database = await engines.open(kind)
    await insertConnection(database.kysely, stored)
    told = []
    now = 1_000_000
    const parts = {
      db: database.kysely,
      forget: () => {},
      tell: async ({ action }: { action: string }) => void told.push(action),
      now: () => now,
      log: createLog({ level: 'silent' }),
    }
    here = createConnectionHealth(parts)
    there = createConnectionHealth(parts)
  })
  afterEach(() => database.close())

  async function open(connectorId = 'slack'): Promise<OpenedConnection> {
    const connector = connectors.find(({ id }) => id === connectorId)
    if (connector === undefined) throw new Error(`There is no connector ${connectorId}.`)
    const isFailing = (await findStoredConnection(database.kysely, 'c1'))?.isFailing === true
    return { ...withoutAccount(connector), id: 'c1', isFailing, redactor: createRedactor(['s3cret']) }
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 100))

  test('a refused sign-in is told once, and that it works again once, whoever notices', async () => {
    const before = await open()
    for (const process of [here, there, here]) process.failed(before, refused)
    await settled()
    expect(told).toEqual(['connection.failing'])
    const row = await findStoredConnection(database.kysely, 'c1')
    expect(row).toMatchObject({ isFailing: true, test: { ok: false, at: now } })
    expect(row?.test?.message).not.toContain('s3cret')

    const failing = await open()
    // Another account of the same connection works: it is not well yet.
    here.worked(failing)
    await settled()
    expect(told).toHaveLength(1)
    now += 60_000
    for (const process of [here, there]) process.worked(failing)
    await settled()
    expect(told).toEqual(['connection.failing', 'connection.recovered'])
    expect(await findStoredConnection(database.kysely, 'c1')).toMatchObject({ isFailing: false })
  })

  test('an other side that nobody reaches fails after some tries in a row', async () => {
    const connection = await open()
    for (const _ of [1, 2, 3, 4]) here.failed(connection, unreachable)
    here.worked(connection)
    for (const _ of [1, 2, 3, 4]) here.failed(connection, unreachable)
    here.failed(connection, new RemoteError('No such user.', { statusCode: 404 }))
    for (const _ of [1, 2, 3, 4]) here.failed(connection, unreachable)
    await settled()
    expect(told).toEqual([])
    here.failed(connection, unreachable)
    await settled()
    expect(told).toEqual(['connection.failing'])
  })

  test('what is not about the account is not told', async () => {
    const connection = await open()
    here.failed(connection, new ConnectionError('Refused.', { code: 'egress_refused' }))
    here.failed(connection, new RemoteError('No.', { statusCode: 403 }))
    here.failed(connection, new Error('a bug'))
    // It may be used for any host.
    const anywhere = await open('http')
    here.failed(anywhere, refused)
    here.failed({ ...connection, id: null }, refused)
    await settled()
    expect(told).toEqual([])
  })

  test('a connection that was repaired by hand is told to work by the test that follows', async () => {
    here.failed(await open(), refused)
    await settled()
    await replaceConnection(database.kysely, stored)
    expect(await findStoredConnection(database.kysely, 'c1')).toMatchObject({ test: null, isFailing: true })
    const good = { at: now, ok: true, message: 'Fine.' }
    expect(await recordTest(database.kysely, 'c1', good)).toBe(true)
    expect(await recordTest(database.kysely, 'c1', good)).toBe(false)
    expect(await recordTest(database.kysely, 'c1', { ...good, ok: false })).toBe(true)
    expect(await recordTest(database.kysely, 'c1', { ...good, ok: false })).toBe(false)
  })
})
