import { expect, test } from 'vitest'
import { createIdSource, newId } from './new-id.ts'

test('ids are UUIDv7 that hold the time', () => {
  const before = Date.now()
  const id = newId()
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const ms = Number.parseInt(id.replace('-', '').slice(0, 12), 16)
  expect(ms).toBeGreaterThanOrEqual(before)
  expect(ms).toBeLessThanOrEqual(Date.now())
})

test('ids sort as they were made, within a millisecond and when the clock goes back', () => {
  const times = [5, 5, 5, 9, 3, 9, 10]
  let call = 0
  const next = createIdSource(() => 1_700_000_000_000 + (times[call++] ?? 10))
  const ids = Array.from({ length: 10_000 }, next)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
