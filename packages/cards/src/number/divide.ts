import { defineCard, divideDecimals, field, InputError, multiplyDecimals, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

/** As many places as a number holds without inventing digits. */
const defaultDecimals = 15

export const divide = defineCard({
  id: 'number.divide',
  title: 'Divide',
  description:
    'The first number divided by the second, rounded to a number of decimals, and the same as a percentage. Division by ' +
    'zero is an error.',
  standsFor: ['okta-workflows:math.divide'],
  input: z.object({
    number: numberField('Number'),
    divisor: numberField('Divided by'),
    decimals: field(z.int().min(0).max(20).default(defaultDecimals), { title: 'Decimals' }),
  }),
  output: z.object({ output: z.number(), percentage: z.string() }),
  examples: [
    { input: { number: 1, divisor: 3, decimals: 4 }, output: { output: 0.3333, percentage: '33.33%' } },
    { input: { number: 2, divisor: 3, decimals: 2 }, output: { output: 0.67, percentage: '67%' } },
    { input: { number: 10, divisor: 4 }, output: { output: 2.5, percentage: '250%' } },
  ],
  failures: [{ input: { number: 1, divisor: 0 }, code: 'division_by_zero' }],
  run({ number, divisor, decimals }) {
    if (divisor === 0) {
      const message = `Found ${String(number)} divided by 0; check the divisor before dividing.`
      throw new InputError(message, { code: 'division_by_zero' })
    }
    const output = divideDecimals(number, divisor, decimals)
    return { output, percentage: `${String(multiplyDecimals(output, 100))}%` }
  },
})
