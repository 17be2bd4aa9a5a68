import { expect, test } from 'vitest'
import { isFiltered, noFilters, parseFilters, printFilters, toQuery, type Filters } from './filters.ts'

const all: Filters = {
  flowId: 'f',
  status: 'failed',
  time: 'week',
  stretch: { from: 1_000, to: 2_000 },
  who: 'ann@acme.test',
  text: 'not_found',
  eventId: 'e',
  hasChildren: true,
}

test('filters come back from the address as they went in', () => {
  expect(parseFilters(printFilters(all))).toEqual(all)
  expect(parseFilters(printFilters(noFilters))).toEqual(noFilters)
})

test('what makes no sense in an address is no filter', () => {
  expect(parseFilters(new URLSearchParams('status=odd&time=year&between=now-later'))).toEqual(noFilters)
})

test('a chosen stretch counts instead of the range, and its end is not part of it', () => {
  expect(toQuery(all, 5_000)).toEqual({
    limit: 50,
    children: 'true',
    flowId: 'f',
    status: 'failed',
    eventId: 'e',
    who: 'ann@acme.test',
    text: 'not_found',
    from: 1_000,
    to: 1_999,
  })
})

test('helper flows are shown or not; that alone leaves nothing out', () => {
  expect(isFiltered({ ...noFilters, hasChildren: true })).toBe(false)
  expect(isFiltered({ ...noFilters, who: 'ann' })).toBe(true)
})
