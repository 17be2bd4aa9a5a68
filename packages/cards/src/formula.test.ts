import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evaluateFormula } from './formula.ts'

const evaluate = (formula: string) => evaluateFormula(formula, () => 0.5)

/** Formulas beside their values, in small whole numbers, so that every step is exact. */
const { sum } = fc.letrec<{ sum: [string, number]; leaf: [string, number] }>((tie) => ({
  leaf: fc.integer({ min: -9, max: 9 }).map((n): [string, number] => [String(n), n]),
  sum: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum')).map(([a, sign, b]): [string, number] => {
      const results = { '+': a[1] + b[1], '-': a[1] - b[1], '*': a[1] * b[1] }
      return [`(${a[0]} ${sign}${b[0]})`, results[sign as '+'] + 0]
    }),
  ),
}))

it('agrees with arithmetic', () => {
  fc.assert(
    fc.property(sum, ([formula, value]) => {
      expect(evaluate(formula) + 0).toBe(value + 0)
    }),
  )
})

it('knows precedence', () => {
  const values = ['1+2*3', '2^3^2', '-2^2', '8/4/2', '10-4-3', '2^-1', '1e3 + .5', '+(2)'].map(evaluate)
  expect(values).toEqual([7, 512, 4, 1, 3, 0.5, 1000.5, 2])
})

it('refuses everything else, however deep', () => {
  for (const formula of [
    '',
    '1 2',
    '1 +',
    ')',
    '()',
    '1,5',
    'pi(2)',
    'max()',
    '__proto__',
    '(0.5)!',
    '(0-3)!',
    '0x10',
    'Infinity',
    '(-8)^(1/3)',
    '('.repeat(1999),
  ]) {
    expect(() => evaluate(formula)).toThrow(expect.objectContaining({ code: 'formula_invalid' }))
  }
  for (const formula of ['-'.repeat(1999), '2^'.repeat(999) + '1', 'abs('.repeat(400)]) {
    expect(() => evaluate(formula)).toThrow(expect.objectContaining({ code: 'formula_invalid' }))
  }
  expect(() => evaluate('1+'.repeat(1500))).toThrow(/shorten/)
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789.e+-*/^%!,() xp')) }),
      (formula) => {
        try {
          expect(Number.isFinite(evaluate(formula))).toBe(true)
        } catch (error) {
          expect(error).toHaveProperty('code', expect.stringMatching(/^(formula_invalid|division_by_zero)$/))
        }
      },
    ),
  )
})
