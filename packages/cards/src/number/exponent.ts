import { defineCard, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'
import { finite } from '../finite.ts'

export const exponent = defineCard({
  id: 'number.exponent',
  title: 'Exponent',
  description: 'e (2.718…) to the power of a number.',
  standsFor: ['okta-workflows:math.exp'],
  input: z.object({ number: numberField('Number') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 0 }, output: { output: 1 } },
    { input: { number: 1 }, output: { output: 2.718281828459045 } },
  ],
  failures: [{ input: { number: 1000 }, code: 'result_not_finite' }],
  run: ({ number }) => ({ output: finite(Math.exp(number)) }),
})
