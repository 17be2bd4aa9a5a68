import type { ErrorData } from '@keyway/sdk'
import { expect, test } from 'vitest'
import { nextTry } from './next-try.ts'

const busy: ErrorData = { code: 'busy', message: 'busy', retry: 'later' }

test('by its own rules Keyway tries five times and waits twice as long each time', () => {
  expect([1, 2, 3, 4, 5].map((tries) => nextTry(busy, tries))).toEqual([500, 1_000, 2_000, 4_000, null])
})

test('what the other side asks for goes before', () => {
  expect(nextTry({ ...busy, retryAfterMs: 30_000 }, 1)).toBe(30_000)
  expect(nextTry({ ...busy, retryAfterMs: 600_000 }, 1)).toBe(60_000)
  expect(nextTry({ ...busy, retryAfterMs: 600_000 }, 1, { times: 1, waitSeconds: 5 })).toBe(600_000)
})

test('an error that trying again cannot help ends it', () => {
  expect(nextTry({ ...busy, retry: 'never' }, 1, { times: 9 })).toBeNull()
})

test('a step may forbid tries, and draw its wait by lot', () => {
  expect(nextTry(busy, 1, { times: 0 })).toBeNull()
  const waits = Array.from({ length: 50 }, () => nextTry(busy, 1, { times: 1, waitSeconds: [60, 180] }) ?? 0)
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(60_000)
  expect(Math.max(...waits)).toBeLessThanOrEqual(180_000)
})
