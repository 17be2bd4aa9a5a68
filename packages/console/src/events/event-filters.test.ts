import { expect, test } from 'vitest'
import { isFilteredEvents, parseEventFilters, printEventFilters, toEventQuery } from './event-filters.ts'

test('the filters of events live in the address', () => {
  const filters = { type: 'user.*', who: 'ann@acme.test', source: 'okta', time: 'day' } as const
  expect(parseEventFilters(printEventFilters(filters))).toEqual(filters)
  expect(isFilteredEvents(filters)).toBe(true)
  const none = parseEventFilters(new URLSearchParams('time=century'))
  expect(none).toEqual({ type: '', who: '', source: null, time: 'any' })
  expect(isFilteredEvents(none)).toBe(false)
})

test('the API is asked for what is filled in, with times to the minute', () => {
  const now = Date.UTC(2026, 5, 3, 9, 15, 42)
  expect(toEventQuery({ type: ' user.* ', who: ' ', source: null, time: 'hour' }, now)).toEqual({
    type: 'user.*',
    from: Date.UTC(2026, 5, 3, 8, 15),
  })
})
