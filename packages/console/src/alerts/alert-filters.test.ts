import { expect, test } from 'vitest'
import { parseAlertFilters, printAlertFilters, toAlertQuery } from './alert-filters.ts'

test('filters of alerts live in the address and come back from it', () => {
  const filters = {
    state: 'closed',
    severity: 'high',
    detection: 'keyway.mfa_fatigue',
    subject: 'ann',
  } as const
  expect(parseAlertFilters(printAlertFilters(filters))).toEqual(filters)
  expect(printAlertFilters(parseAlertFilters(new URLSearchParams('state=odd&severity=odd'))).size).toBe(0)
})

test('what is not asked for is not sent', () => {
  expect(toAlertQuery(parseAlertFilters(new URLSearchParams()))).toEqual({ state: 'active' })
  expect(toAlertQuery(parseAlertFilters(new URLSearchParams('state=all&subject=%20')))).toEqual({})
})
