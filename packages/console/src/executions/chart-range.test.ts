import { expect, test } from 'vitest'
import { chartRange } from './chart-range.ts'

const now = Date.UTC(2026, 10, 22, 12, 34, 56)

test('bars begin at round times and the last one holds the present', () => {
  const { from, to, width } = chartRange({ time: 'day', stretch: null }, now)
  expect(width).toBe(1_800_000)
  expect(new Date(to).toISOString()).toBe('2026-11-22T13:00:00.000Z')
  expect((to - from) / width).toBe(48)
})

test('a stretch is divided into bars of round lengths', () => {
  const stretch = { from: Date.UTC(2026, 10, 22, 12), to: Date.UTC(2026, 10, 22, 16) }
  expect(chartRange({ time: 'any', stretch }, now)).toEqual({ ...stretch, width: 300_000 })
  const short = chartRange({ time: 'any', stretch: { from: now, to: now } }, now)
  expect(short.to - short.from).toBe(short.width)
})
