import { expect, test } from 'vitest'
import { logEventOf } from '../testing/log-event-of.ts'
import { dayMs, judgeFamiliarity, type KnownTrace } from './familiarity.ts'
import { leavesTraces, tracesOf } from './traces.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

function signIn(paths: Record<string, string | number> = {}) {
  return logEventOf({
    eventType: 'user.session.start',
    published: new Date(now).toISOString(),
    'debugContext.debugData.dtHash': 'laptop',
    'securityContext.asNumber': 64500,
    'client.geographicalContext.country': 'Germany',
    ...paths,
  })
}

const seen = (kind: KnownTrace['kind'], value: string, first: number, last: number): KnownTrace => ({
  kind,
  value,
  firstSeen: now - first * dayMs,
  lastSeen: now - last * dayMs,
})

function judge(event: ReturnType<typeof signIn>, traces: KnownTrace[], uses: [number, number][] = []) {
  const left = tracesOf(event)
  if (left === undefined) throw new Error('It leaves traces.')
  return judgeFamiliarity(left, { traces, usesByDay: new Map(uses) })
}

const usual = [
  seen('device', 'laptop', 40, 1),
  seen('network', '64500', 40, 1),
  seen('country', 'Germany', 40, 1),
]

test('what somebody used before is known, and the rest is new', () => {
  expect(judge(signIn(), usual)).toMatchObject({
    newDevice: false,
    newNetwork: false,
    newCountry: false,
    knownDevice: true,
    silentDays: 1,
  })
  const elsewhere = signIn({
    'debugContext.debugData.dtHash': 'other',
    'securityContext.asNumber': 64501,
    'client.geographicalContext.country': 'Chile',
  })
  expect(judge(elsewhere, usual)).toMatchObject({
    newDevice: true,
    newNetwork: true,
    newCountry: true,
    knownDevice: false,
  })
})

test('nothing is new of whom little is known, and what was not used for a month is new again', () => {
  expect(judge(signIn(), [])).toMatchObject({ newDevice: false, newCountry: false, silentDays: null })
  const fresh = [seen('device', 'laptop', 13, 1)]
  expect(judge(signIn({ 'debugContext.debugData.dtHash': 'other' }), fresh)).toMatchObject({
    newDevice: false,
  })
  const old = [seen('device', 'laptop', 90, 31), seen('country', 'Germany', 90, 61)]
  expect(judge(signIn(), old)).toMatchObject({ newDevice: true, newCountry: true, silentDays: 31 })
})

test('the event that left a trace first stays the one to which it was new', () => {
  const later = [...usual, { kind: 'device' as const, value: 'other', firstSeen: now, lastSeen: now + dayMs }]
  expect(judge(signIn({ 'debugContext.debugData.dtHash': 'other' }), later)).toMatchObject({
    newDevice: true,
  })
})

test('a token is judged from its second place on', () => {
  const use = signIn({ 'transaction.detail.requestApiTokenId': '00T1' })
  const left = tracesOf(use)
  expect(left).toMatchObject({ subject: 'token:00T1', traces: [{ kind: 'place' }] })
  expect(judge(use, [])).toMatchObject({ newPlace: false })
  expect(judge(use, [seen('place', '[1,"Chile",null]', 1, 1)])).toMatchObject({ newPlace: true })
})

test('the usual use is the median of two weeks, if there was enough of it', () => {
  const today = Math.floor(now / dayMs)
  const days = (count: number) =>
    Array.from({ length: count }, (_, index): [number, number] => [today - 1 - index, 10 + index])
  expect(judge(signIn(), usual, days(6))).toMatchObject({ usualUses: null })
  expect(judge(signIn(), usual, days(7))).toMatchObject({ usualUses: 13 })
  expect(judge(signIn(), usual, [[today, 999], ...days(20)])).toMatchObject({ usualUses: 17 })
})

test('failures, Okta itself and other events leave none', () => {
  expect(tracesOf(signIn({ 'outcome.result': 'FAILURE' }))).toBeUndefined()
  expect(tracesOf(signIn({ 'actor.alternateId': 'system@okta.com' }))).toBeUndefined()
  expect(tracesOf(signIn({ eventType: 'group.lifecycle.create' }))).toBeUndefined()
  expect(leavesTraces('group.lifecycle.create', '{}')).toBe(false)
  expect(leavesTraces('user.authentication.auth_via_mfa', '{}')).toBe(true)
})
