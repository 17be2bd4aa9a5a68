import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'
import { evaluateFormula } from '../formula.ts'

export const formula = defineCard({
  id: 'number.formula',
  title: 'Formula',
  description:
    'The value of a formula with numbers, + - * / % (remainder) ^ (power) ! (factorial), parentheses, pi, e and functions: ' +
    'abs, ceil, floor, round, min, max, pow, sqrt, exp, log, log10, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, ' +
    'random. What follows # is a comment. References in the text are filled in before the card runs. Sums and products ' +
    'are computed in decimals.',
  standsFor: ['okta-workflows:math.expression'],
  input: z.object({ formula: textField('Formula') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { formula: '10 *(256)^3 + 1 * (256)^0' }, output: { output: 167772161 } },
    {
      input: { formula: '(1795255200000 + 11644473600000) * 10000' },
      output: { output: 134397288000000000 },
    },
    { title: 'in decimals', input: { formula: '0.1 + 0.2' }, output: { output: 0.3 } },
    { title: 'a negative value that was filled in', input: { formula: '2 - -3^2' }, output: { output: -7 } },
    {
      title: 'functions',
      input: { formula: 'max(3, abs(-10), 12 % 5) + round(1.005, 2)' },
      output: { output: 11.01 },
    },
    { title: 'factorial and comment', input: { formula: '3! * 2^3 # the answer' }, output: { output: 48 } },
  ],
  failures: [
    { input: {}, code: 'formula_invalid' },
    { input: { formula: '2 * (3' }, code: 'formula_invalid' },
    { input: { formula: 'process.exit()' }, code: 'formula_invalid' },
    { input: { formula: 'constructor(1)' }, code: 'formula_invalid' },
    { input: { formula: 'pow(2)' }, code: 'formula_invalid' },
    { input: { formula: '9^999' }, code: 'formula_invalid' },
    { input: { formula: '1 / (2 - 2)' }, code: 'division_by_zero' },
    { input: { formula: '1 % 0' }, code: 'division_by_zero' },
  ],
  run: ({ formula: text }, { random }) => ({ output: evaluateFormula(text, random) }),
})
