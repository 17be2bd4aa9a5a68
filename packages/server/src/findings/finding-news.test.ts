import { findCheck, type CheckSeverity } from '@keyway/identity'
import type { JsonObject } from '@keyway/sdk'
import { expect, test } from 'vitest'
import type { Outcome } from '../checks/evaluate.ts'
import type { Db } from '../db/database.ts'
import type { OwnEvent } from '../ingest/own-events/own-events.ts'
import type { NotificationSubject } from '../notifications/subject.ts'
import { createFindingNews } from './finding-news.ts'
import type { Finding } from './store.ts'

const check = findCheck('MFA-01')
if (check === undefined) throw new Error('MFA-01 is one of the checks.')

/** Nothing of what is told here is stored. */
const noDb = {} as Db

function findings(count: number, severity: (index: number) => CheckSeverity = () => 'high'): Finding[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `f${index}`,
    org: 'acme.okta.test',
    check_id: 'MFA-01',
    object_kind: 'user',
    object_id: `00u${index}`,
    object_name: `Person ${index}`,
    severity: severity(index),
    status: 'open',
    reason: 'No second factor is active.',
    evidence: { login: `person.${index}@acme.test` },
    opened_at: 1,
    changed_at: 1,
    closed_at: null,
    closed_by: null,
    times_opened: 1,
  }))
}

async function toldOf(outcome: Pick<Outcome, 'opened' | 'closed'>) {
  const events: OwnEvent[] = []
  const subjects: NotificationSubject[] = []
  const tell = createFindingNews({
    jobs: { enqueue: () => Promise.resolve() },
    ownEvents: {
      jobsOf(event) {
        events.push(event)
        return []
      },
    },
    notify: (_, more) => Promise.resolve(void subjects.push(...more)),
    publicUrl: 'https://keyway.test',
  })
  await tell(noDb, { check, org: 'acme.okta.test', isMuted: false, ...outcome } as Outcome)
  return { events, subjects }
}

interface ManyFindings {
  count: number
  unlisted: number
  findings: JsonObject[]
}

const manyOf = ({ payload }: OwnEvent) => payload as unknown as ManyFindings

test('a hundred findings are a hundred events', async () => {
  const { events, subjects } = await toldOf({ opened: findings(100), closed: [] })
  expect(new Set(events.map(({ type, identity }) => `${type} ${identity}`)).size).toBe(100)
  expect(subjects).toHaveLength(100)
})

test('more are one event with all that a remedy needs of each, and one message', async () => {
  const opened = findings(5_000, (index) => (index === 7 ? 'critical' : 'low'))
  const { events, subjects } = await toldOf({ opened, closed: findings(101) })
  expect(events.map(({ type }) => type)).toEqual(['findings.opened', 'findings.closed'])
  const [event] = events
  if (event === undefined) throw new Error('There is one.')
  expect(event.payload).toMatchObject({
    org: 'acme.okta.test',
    check: { id: 'MFA-01' },
    count: 5_000,
    severity: 'critical',
    severities: { critical: 1, low: 4_999 },
    unlisted: 0,
    url: 'https://keyway.test/findings?check=MFA-01',
  })
  expect(new Set(manyOf(event).findings.map(({ id }) => id)).size).toBe(5_000)
  expect(manyOf(event).findings[7]).toEqual({
    id: 'f7',
    severity: 'critical',
    object: { kind: 'user', id: '00u7', name: 'Person 7' },
    reason: 'No second factor is active.',
  })
  expect(subjects.map(({ title, severity, users }) => [title, severity, users.length])).toEqual([
    ['User has no MFA configured: 5000 findings', 'critical', 100],
    ['User has no MFA configured: 101 findings', 'high', 100],
  ])
})

test('an event stays of a size that can be stored, and says what it leaves out', async () => {
  const { events } = await toldOf({ opened: findings(12_000), closed: [] })
  const [event] = events
  if (event === undefined) throw new Error('There is one.')
  const { count, findings: listed, unlisted } = manyOf(event)
  expect([count, listed.length, unlisted]).toEqual([12_000, 10_000, 2_000])
  expect(JSON.stringify(event.payload).length).toBeLessThan(5_000_000)
})
