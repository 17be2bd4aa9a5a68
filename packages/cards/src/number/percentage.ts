import { defineCard, divideDecimals, field, multiplyDecimals, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const percentage = defineCard({
  id: 'number.percentage',
  title: 'Percentage',
  description: 'So many percent of a number, rounded to a number of decimals, and the same as text with %.',
  standsFor: ['okta-workflows:math.percentage'],
  input: z.object({
    number: numberField('Percentage of'),
    percent: numberField('Value'),
    decimals: field(z.int().min(0).max(20).default(2), { title: 'Decimals' }),
  }),
  output: z.object({ percentage: z.number(), encoded: z.string() }),
  examples: [
    { input: { number: 80, percent: 12.5 }, output: { percentage: 10, encoded: '10%' } },
    { input: { number: 1, percent: 33.335, decimals: 3 }, output: { percentage: 0.333, encoded: '0.333%' } },
  ],
  failures: [{ input: { number: 1, percent: 1, decimals: -1 }, code: 'input_invalid' }],
  run({ number, percent, decimals }) {
    const result = divideDecimals(multiplyDecimals(number, percent), 100, decimals)
    return { percentage: result, encoded: `${String(result)}%` }
  },
})
