import { attackScripts, toLogEvents, type Happening } from '@keyway/identity/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { emptyBatch } from '../db/hot-store.ts'
import { createLog } from '../log.ts'
import { event } from '../testing/batches.ts'
import { startEngines } from '../testing/engines.ts'
import { createDetectionReader, type DetectionReader } from './reader.ts'
import { createRules } from './rules.ts'

const engines = startEngines()
const yesterday = Date.now() - 20 * 3_600_000

describe.each(engines.kinds)('the reader of events on %s', (kind) => {
  let database: Database
  let reader: DetectionReader
  let aheadMs = 0
  const now = () => Date.now() + aheadMs
  const found: string[] = []

  beforeAll(async () => {
    database = await engines.open(kind)
    reader = createDetectionReader({
      database,
      rules: createRules(database.kysely, undefined),
      raise: (_, matters) => {
        found.push(...matters.map(({ detectionId }) => detectionId))
        return Promise.resolve([])
      },
      onChanged: () => undefined,
      owner: 'this process',
      isOnlyProcess: kind === 'sqlite',
      now,
      log: createLog({ level: 'silent' }),
    })
    reader.start()
  })
  afterAll(async () => {
    await reader.stop()
    await database.close()
  })

  async function positionOf(): Promise<number | undefined> {
    const row = await database.kysely.selectFrom('detection_places').select('position').executeTakeFirst()
    return row === undefined ? undefined : Number(row.position)
  }

  let stored = 0
  async function store(happenings: readonly Happening[], begins: number): Promise<void> {
    // It begins at what there is, and follows what comes then.
    await expect.poll(positionOf).toBe(stored)
    const events = toLogEvents(happenings, begins).map((payload) => ({
      ...event(`okta:acme:${(stored += 1)}`),
      type: typeof payload['eventType'] === 'string' ? payload['eventType'] : '',
      receivedAt: now(),
      payload: JSON.stringify(payload),
    }))
    await database.hot.commit({ ...emptyBatch, events })
    await expect.poll(positionOf, { timeout: 10_000 }).toBe(stored)
  }

  test('what does not follow what came late is missed only when the rest of its time has come, too', async () => {
    await store(attackScripts['keyway.mfa_not_restored']?.attack ?? [], yesterday)
    aheadMs = 4 * 60_000
    await store([[0, { eventType: 'user.session.end' }]], now())
    expect(found).not.toContain('keyway.mfa_not_restored')
    aheadMs = 6 * 60_000
    await expect.poll(() => found, { timeout: 10_000 }).toContain('keyway.mfa_not_restored')
  }, 30_000)

  test('an attack that comes late, in two parts with minutes between them, is found', async () => {
    const attack = attackScripts['keyway.app_sweep']?.attack ?? []
    await store(attack.slice(0, 8), yesterday)
    aheadMs += 3 * 60_000
    await store(attack.slice(8), yesterday)
    await expect.poll(() => found, { timeout: 10_000 }).toContain('keyway.app_sweep')
  }, 30_000)
})
