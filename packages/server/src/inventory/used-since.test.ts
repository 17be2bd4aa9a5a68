import { usageEvents } from '@keyway/identity'
import { expect, test } from 'vitest'
import { usedSinceOf } from './used-since.ts'

test('use is known since all that tells it is read, and since the last gap', () => {
  const all = Object.fromEntries(usageEvents.map((type) => [type, 100]))
  expect(usedSinceOf(null)).toBeNull()
  expect(usedSinceOf({ types: { 'user.session.start': 5 }, gaps: [] })).toBeNull()
  expect(usedSinceOf({ types: all, gaps: [] })).toBe(100)
  expect(usedSinceOf({ types: { ...all, 'user.session.start': 300 }, gaps: [] })).toBe(300)
  expect(usedSinceOf({ types: { ...all, '*': 50 }, gaps: [] })).toBe(50)
  expect(usedSinceOf({ types: all, gaps: [{ from: 150, to: 400 }] })).toBe(400)
})
