import { defineCard, powerDecimals, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'
import { finite } from '../finite.ts'

export const power = defineCard({
  id: 'number.power',
  title: 'Power',
  description:
    'A number to the power of another. Whole exponents are computed in decimals: 1.1 to the power of 2 is 1.21.',
  standsFor: ['okta-workflows:math.pow'],
  input: z.object({ number: numberField('Number'), exponent: numberField('To the power of') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 2, exponent: 10 }, output: { output: 1024 } },
    { title: 'in decimals', input: { number: 1.1, exponent: 2 }, output: { output: 1.21 } },
    { input: { number: 4, exponent: -0.5 }, output: { output: 0.5 } },
    { input: { number: 0, exponent: 0 }, output: { output: 1 } },
  ],
  failures: [
    { input: { number: -8, exponent: 0.5 }, code: 'result_not_finite' },
    { input: { number: 10, exponent: 400 }, code: 'result_not_finite' },
    { input: { number: 0, exponent: -1 }, code: 'result_not_finite' },
  ],
  run: ({ number, exponent }) => ({ output: finite(powerDecimals(number, exponent)) }),
})
