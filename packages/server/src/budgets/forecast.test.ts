import { expect, test } from 'vitest'
import { forecastEnd } from './forecast.ts'

const now = 1_700_000_000_000
const bulk = {
  limit: 600,
  windowMs: 60_000,
  used: 100,
  resetsAt: now + 20_000,
  reserve: 0.5,
  priority: 'bulk' as const,
  sharers: 1,
  now,
}

test.for([
  ['what fits into the present window is done in it', { calls: 200 }, 0],
  ['one more has to wait for the next', { calls: 201 }, 20_000],
  ['then a window for each part that is allowed', { calls: 200 + 300 * 3 }, 20_000 + 2 * 60_000],
  ['without an open window the first begins now', { calls: 301, resetsAt: now - 1, used: 0 }, 60_000],
  ['a window that others closed gives nothing more', { calls: 1, used: 300 }, 20_000],
  ['two who share it take twice as long', { calls: 100 + 150, sharers: 2 }, 20_000],
  ['an incident goes into the reserve', { calls: 440, priority: 'incident' as const }, 0],
  ['less reserve, less time', { calls: 470, reserve: 0.05 }, 0],
] as const)('%s', ([, change, after]) => {
  expect(forecastEnd({ ...bulk, ...change }).endsAt - now).toBe(after)
})

test('tells the pace, however long windows are', () => {
  expect(forecastEnd({ ...bulk, calls: 1 }).perMinute).toBe(300)
  expect(forecastEnd({ ...bulk, windowMs: 20_000, calls: 1 }).perMinute).toBe(900)
})
