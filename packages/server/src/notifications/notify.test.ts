import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import type { NewJob } from '../jobs/job.ts'
import { startEngines } from '../testing/engines.ts'
import { ladderMs, nextTryAt } from './deliver.ts'
import { dueAt, notify, sendDigests } from './notify.ts'
import { keepTarget, listDeliveries } from './store.ts'
import type { NotificationSubject } from './subject.ts'
import type { TargetWishes } from './target.ts'

const engines = startEngines()

const wishes: TargetWishes = {
  topics: ['alert', 'finding'],
  changes: ['opened'],
  severity: 'medium',
  rules: null,
  when: { kind: 'at_once' },
}

function subject(ruleId: string, more: Partial<NotificationSubject> = {}): NotificationSubject {
  const none = { scope: 'user', topics: [], frameworks: [], users: [], eventIds: [], description: [] }
  const told = { topic: 'alert', change: 'opened', title: ruleId, severity: 'high' } as const
  return { ...none, ...told, id: newId(), ruleId, at: 0, url: 'https://keyway.example', ...more }
}

describe.each(engines.kinds)('telling targets on %s', (kind) => {
  let database: Database
  const jobs: NewJob[] = []
  let now = Date.parse('2026-03-28T12:00:00Z')
  const parts = () => ({
    db: database.kysely,
    jobs: { enqueue: (_: unknown, more: readonly NewJob[]) => Promise.resolve(void jobs.push(...more)) },
    now: () => now,
    newId,
  })
  const add = (id: string, wants: Partial<TargetWishes>, format = 'keyway') =>
    keepTarget(database.kysely, {
      id,
      name: id,
      kind: 'webhook',
      isOn: true,
      settings: { url: 'https://acme.test', format },
      sealedSecrets: '',
      wants: { ...wishes, ...wants },
      createdAt: now,
      updatedAt: now,
    })
  const titles = async (targetId: string) =>
    (await listDeliveries(database.kysely, { targetId }, { limit: 50 })).items
      .map(({ title }) => title)
      .toSorted()

  beforeAll(async () => {
    database = await engines.open(kind)
  })
  afterAll(() => database.close())

  test('each hears of what it wants: at once, together, or once a day, a message for each rule where it has to be', async () => {
    await add('all', {})
    await add('serious', { severity: 'critical' })
    await add('closed', { changes: ['closed'], topics: ['finding'] })
    await add('one rule', { rules: ['a'] })
    await add('together', { when: { kind: 'digest', minutes: 30 } })
    await add(
      'workflows',
      { when: { kind: 'daily', time: '08:00', timeZone: 'Europe/Berlin' } },
      'okta_workflows',
    )
    const told = [subject('a'), subject('b'), subject('b'), subject('c', { severity: 'low' })]
    const closed = subject('d', { topic: 'finding', change: 'closed' })
    await database.kysely
      .transaction()
      .execute((transaction) => notify(transaction, [...told, closed], parts()))
    expect(await titles('all')).toEqual(['[high] a', '[high] b', '[high] b'])
    expect(await titles('serious')).toEqual([])
    expect(await titles('closed')).toEqual(['Closed: d'])
    expect(await titles('one rule')).toEqual(['[high] a'])
    await sendDigests(parts())
    expect(await titles('together')).toEqual([])
    now += 30 * 60_000
    await sendDigests(parts())
    await sendDigests(parts())
    expect(await titles('together')).toEqual(['3 alerts'])
    expect(await titles('workflows')).toEqual([])
    // The clocks go forward that night: eight o'clock comes an hour sooner.
    now = Date.parse('2026-03-29T06:00:00Z')
    await sendDigests(parts())
    expect(await titles('workflows')).toEqual(['2 alerts', '[high] a'])
    expect(jobs).toHaveLength(8)
  })
})

test('a digest is due after its minutes, a daily one at its time of day where it is', () => {
  const first = Date.parse('2026-01-01T12:00:00Z')
  const due = (when: TargetWishes['when']) =>
    new Date(dueAt({ wants: { ...wishes, when } }, first)).toISOString()
  expect(due({ kind: 'digest', minutes: 90 })).toBe('2026-01-01T13:30:00.000Z')
  expect(due({ kind: 'daily', time: '08:00', timeZone: 'America/New_York' })).toBe('2026-01-01T13:00:00.000Z')
  expect(due({ kind: 'daily', time: '06:59', timeZone: 'America/New_York' })).toBe('2026-01-02T11:59:00.000Z')
})

test('tries are apart by the ladder, or as long as the receiver asks for, and end', () => {
  const later = { later: true, retryAfterMs: null }
  expect(nextTryAt(0, later, 0)).toBe(10_000)
  expect(nextTryAt(0, { later: true, retryAfterMs: 90_000 }, 0)).toBe(90_000)
  expect(nextTryAt(2, { later: true, retryAfterMs: 1_000 }, 0)).toBe(300_000)
  expect(nextTryAt(ladderMs.length, later, 0)).toBeNull()
  expect(nextTryAt(0, { later: false, retryAfterMs: null }, 0)).toBeNull()
})
