import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import type { Matter } from '../detections/matters.ts'
import { loadRuleSet, noSetting } from '../detections/rule-set.ts'
import { startEngines } from '../testing/engines.ts'
import { raiseAlerts, type RaiseParts } from './raise-alerts.ts'
import { changeState, findAlert } from './store.ts'

const engines = startEngines()
const { rules } = loadRuleSet({ files: [], parameters: {}, settings: {}, exceptions: [] })

function matter(userId: string, lastAt: number, more: Partial<Matter> = {}): Matter {
  const actor = { id: userId, type: 'User', alternateId: `${userId}@example.com`, displayName: userId }
  return {
    detectionId: 'keyway.account_revived',
    key: userId,
    severity: 'high',
    evidence: {},
    findings: 1,
    firstAt: lastAt,
    lastAt,
    events: [`event-${userId}-${lastAt}`],
    event: { eventType: 'user.session.start', actor, target: [] },
    ...more,
  }
}

describe.each(engines.kinds)('raising alerts on %s', (kind) => {
  let database: Database
  const told: string[] = []
  beforeAll(async () => {
    database = await engines.open(kind)
  })
  afterAll(() => database.close())

  const raise = async (matters: Matter[], more: Partial<RaiseParts> = {}) => {
    const parts: RaiseParts = {
      rules: new Map(rules.map((rule) => [rule.id, rule])),
      settings: {},
      payloadOf: () => Promise.resolve(undefined),
      isAdministrator: (userId) => Promise.resolve(userId === 'boss'),
      news: {
        raised: (_, { alert }) => Promise.resolve(void told.push(alert.id)),
        closed: () => Promise.resolve(),
      },
      now: () => 1_000,
      ...more,
    }
    const ids = await database.kysely
      .transaction()
      .execute((transaction) => raiseAlerts(transaction, matters, parts))
    return Promise.all(ids.map((id) => findAlert(database.kysely, id)))
  }

  test('what happens to an administrator is more serious, unless the organisation says how serious it is', async () => {
    const found = await raise([matter('ann', 100), matter('boss', 100)])
    expect(found.map((alert) => alert?.severity)).toEqual(['high', 'critical'])
    const settings = { 'keyway.account_revived': { ...noSetting, severity: 'low' as const } }
    expect(
      await raise([matter('boss', 200)], { settings, isAdministrator: () => Promise.resolve(true) }),
    ).toMatchObject([{ severity: 'critical', findings: 2 }])
  })

  test('the same cause has the same id, and is told once', async () => {
    const [first] = await raise([matter('eve', 100)])
    const before = told.length
    const [again] = await raise([matter('eve', 100, { findings: 0 })])
    expect(again?.id).toBe(first?.id)
    expect(told).toHaveLength(before)
  })

  test('a closed alert takes what is no news; what comes after a fix is', async () => {
    const [alert] = await raise([matter('kim', 100)])
    const id = alert?.id ?? ''
    const close = { from: ['open'], to: 'closed', at: 1_000 } as const
    await changeState(database.kysely, id, { ...close, reason: 'expected' })
    expect(await raise([matter('kim', 2_000)])).toMatchObject([{ id, state: 'closed', findings: 2 }])
    expect((await raise([matter('kim', 90_000_000)]))[0]?.id).not.toBe(id)
    const [fixed] = await raise([matter('lee', 100)])
    await changeState(database.kysely, fixed?.id ?? '', { ...close, reason: 'fixed' })
    expect((await raise([matter('lee', 2_000)]))[0]).toMatchObject({ state: 'open', findings: 1 })
  })
})
