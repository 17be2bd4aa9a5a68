import { expect, test } from 'vitest'
import { getKind } from '../inventory/kinds.ts'
import { checks } from './checks.ts'

/** How many checks of each subject the catalogue has, and how many are extended. Facts section 4. */
const subjects = { MFA: 12, ACC: 18, PRV: 17, ACS: 16, GRP: 5, API: 6, ORG: 29 }

test('the ids are those of the catalogue', () => {
  const ids = Object.entries(subjects).flatMap(([subject, count]) =>
    Array.from({ length: count }, (_, index) => `${subject}-${String(index + 1).padStart(2, '0')}`),
  )
  expect(checks.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
})

test('80 are core and 23 extended; 4 critical, 32 high, 51 medium and 16 low', () => {
  const count = (group: Partial<Record<string, unknown[]>>) =>
    Object.fromEntries(Object.entries(group).map(([name, list]) => [name, list?.length]))
  expect(count(Object.groupBy(checks, ({ tier }) => tier))).toEqual({ core: 80, extended: 23 })
  expect(count(Object.groupBy(checks, ({ severity }) => severity))).toEqual({
    critical: 4,
    high: 32,
    medium: 51,
    low: 16,
  })
})

test.each(checks.map((check) => [check.id, check] as const))('%s is declared completely', (_id, check) => {
  expect(check.title).toMatch(/^[A-Z].*[^.]$/)
  expect(check.meaning).toMatch(/^[A-Z].{30,}\.$/s)
  expect(check.remedy.words).toMatch(/^[A-Z].*\.$/)
  expect(check.frameworks.length).toBeGreaterThan(0)
  for (const framework of check.frameworks) expect(framework).toMatch(/^(nist:|mitre:T\d|stig:V-\d|[a-z]+$)/)
  for (const action of check.remedy.actions) expect(action).toMatch(/^R-[A-Z]/)
  for (const kind of [...check.needs, ...(check.uses ?? [])]) expect(getKind(kind).id).toBe(kind)
  for (const { title } of Object.values(check.parameters)) expect(title).toMatch(/^[A-Z]/)
  if (check.basis !== 'manual') expect(check.needs.length).toBeGreaterThan(0)
})

test('every rule of the STIG for Okta has a check', () => {
  const asked = new Set(
    checks.flatMap(({ frameworks }) => frameworks).filter((one) => one.startsWith('stig:')),
  )
  const first = Array.from({ length: 24 }, (_, index) => `stig:V-${273_186 + index}`)
  const second = Array.from({ length: 5 }, (_, index) => `stig:V-${279_689 + index}`)
  expect([...asked].toSorted()).toEqual([...first, ...second].toSorted())
})
