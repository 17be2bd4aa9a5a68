import { expect, test } from 'vitest'
import { toPercentiles, toSpread } from './statistics.ts'

test('percentiles are samples at their nearest rank', () => {
  const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(toPercentiles(oneToHundred)).toEqual({ p50: 50, p99: 99 })
  expect(toPercentiles([7])).toEqual({ p50: 7, p99: 7 })
})

test('a spread is the middle run between the lowest and the highest', () => {
  expect(toSpread([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30 })
  expect(toSpread([10, 20])).toEqual({ median: 15, min: 10, max: 20 })
})

test('nothing measured is an error, not a zero', () => {
  expect(() => toSpread([])).toThrow('found none')
})
