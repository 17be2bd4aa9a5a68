import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  addDecimals,
  divideDecimals,
  isMultipleOf,
  multiplyDecimals,
  powerDecimals,
  remainderDecimals,
  roundDecimal,
  subtractDecimals,
} from './decimal.ts'

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 })

it('computes as decimals read', () => {
  expect(addDecimals(0.1, 0.2)).toBe(0.3)
  expect(subtractDecimals(0.3, 0.1)).toBe(0.2)
  expect(multiplyDecimals(1.1, 3)).toBe(3.3)
  expect(addDecimals(1e21, 1)).toBe(1e21 + 1)
  expect(multiplyDecimals(1e-7, 1e7)).toBe(1)
  expect(divideDecimals(1, 3, 4)).toBe(0.3333)
  expect(divideDecimals(-1, 8, 2)).toBe(-0.12)
  expect(divideDecimals(1, -8, 2)).toBe(-0.12)
})

it('raises to whole powers exactly, and to others as near as it can', () => {
  expect(powerDecimals(1.1, 2)).toBe(1.21)
  expect(powerDecimals(-0.1, 3)).toBe(-0.001)
  expect(powerDecimals(0, 0)).toBe(1)
  expect(powerDecimals(2, -1)).toBe(0.5)
  expect(powerDecimals(10, 400)).toBe(Infinity)
  expect(powerDecimals(-8, 0.5)).toBeNaN()
})

it('leaves decimal remainders', () => {
  expect(remainderDecimals(0.3, 0.1)).toBe(0)
  expect(remainderDecimals(-7.5, 2)).toBe(-1.5)
  expect(Object.is(remainderDecimals(-6, 3), 0)).toBe(true)
})

it('multiplies money without losing a cent', () => {
  expect(roundDecimal(multiplyDecimals(1.005, 100), 0)).toBe(101)
  expect(multiplyDecimals(1.005, 100)).toBe(100.5)
  expect(multiplyDecimals(19.99, 3)).toBe(59.97)
})

it('rounds halves upwards', () => {
  const rounded = [2.5, -2.5, -2.6, 0.5, -0.4].map((value) => roundDecimal(value, 0))
  expect(rounded).toEqual([3, -2, -3, 1, 0])
  expect(roundDecimal(1.005, 2)).toBe(1.01)
  expect(roundDecimal(7, 2)).toBe(7)
})

it('agrees with whole cents', () => {
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      expect(addDecimals(a / 100, b / 100)).toBe((a + b) / 100)
      expect(subtractDecimals(a / 100, b / 100)).toBe((a - b) / 100)
      expect(multiplyDecimals(a / 100, b)).toBe((a * b) / 100 + 0)
      expect(Object.is(roundDecimal(a / 100, 0), Math.round(a / 100) + 0)).toBe(true)
      expect(isMultipleOf((a * b) / 100, b / 100)).toBe(b !== 0)
    }),
  )
})
