import { expect, test } from 'vitest'
import { startDetectionEngine } from './detection-engine.ts'
import { withExceptions, type RuleException } from './exceptions.ts'
import { nativeDetections } from './native/native-detections.ts'
import { logEventOf } from './testing/log-event-of.ts'

function found(
  exception: RuleException,
  detectionId: string,
  events: Parameters<typeof logEventOf>[0][],
): number {
  const rules = nativeDetections(new Map()).filter(({ id }) => id === detectionId)
  const engine = startDetectionEngine(rules.map((rule) => withExceptions(rule, [exception])))
  return events.flatMap((paths) => engine.observe(logEventOf(paths))).length
}

const report = { eventType: 'user.account.report_suspicious_activity_by_enduser' }
const ann = 'actor.alternateId eq "ann@example.com"'

test('an event that an exception names is not looked at, until the exception ends', () => {
  const rule = 'keyway.user_reports_activity'
  expect(found({ filter: 'actor.alternateId eq "bob@example.com"' }, rule, [report])).toBe(1)
  expect(found({ filter: ann }, rule, [report])).toBe(0)
  const until = Date.parse('2026-02-01')
  expect(found({ filter: ann, until }, rule, [report])).toBe(0)
  expect(found({ filter: ann, until }, rule, [{ ...report, published: '2026-02-02T00:00:00.000Z' }])).toBe(1)
})

test('it does not join a window either', () => {
  const denied = { eventType: 'user.mfa.okta_verify.deny_push' }
  const many = [denied, denied, denied, denied, denied]
  expect(found({ filter: ann }, 'keyway.mfa_fatigue', many)).toBe(0)
  expect(found({ filter: 'actor.id eq "other"' }, 'keyway.mfa_fatigue', many)).toBe(1)
})

test('a filter that cannot be understood is refused', () => {
  expect(() => found({ filter: 'actor.id equals 5' }, 'keyway.mfa_fatigue', [])).toThrow(
    /filter|operator|expected/i,
  )
})

test('findings of one event are one matter by the first field that says something', () => {
  const [rule] = nativeDetections(new Map()).filter(({ id }) => id === 'keyway.user_reports_activity')
  const engine = startDetectionEngine(
    rule === undefined ? [] : [{ ...rule, groupBy: ['device.id', 'actor.id'] }],
  )
  expect(engine.observe(logEventOf(report), { id: 'stored-1', receivedAt: Date.now() })).toMatchObject([
    { key: '00u1', uuids: ['stored-1'] },
  ])
})
