import { defineCard, InputError, remainderDecimals, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const remainder = defineCard({
  id: 'number.remainder',
  title: 'Remainder',
  description:
    'What is left when the first number is divided by the second as often as it goes, in decimals: of 0.3 and 0.1 it is 0. ' +
    'It has the sign of the first number.',
  standsFor: ['okta-workflows:math.mod'],
  input: z.object({ number: numberField('Number'), divisor: numberField('Divided by') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 12, divisor: 5 }, output: { output: 2 } },
    { input: { number: 0.3, divisor: 0.1 }, output: { output: 0 } },
    { input: { number: -7, divisor: 3 }, output: { output: -1 } },
  ],
  failures: [{ input: { number: 1, divisor: 0 }, code: 'division_by_zero' }],
  run({ number, divisor }) {
    if (divisor !== 0) return { output: remainderDecimals(number, divisor) }
    throw new InputError(`Found ${String(number)} divided by 0; check the divisor before dividing.`, {
      code: 'division_by_zero',
    })
  },
})
