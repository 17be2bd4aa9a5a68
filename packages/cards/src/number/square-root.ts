import { defineCard, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'
import { finite } from '../finite.ts'

export const squareRoot = defineCard({
  id: 'number.square_root',
  title: 'Square Root',
  description: 'The square root of a number. Of a negative number: an error.',
  standsFor: ['okta-workflows:math.sqrt'],
  input: z.object({ number: numberField('Number') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 2.25 }, output: { output: 1.5 } },
    { input: { number: 0 }, output: { output: 0 } },
  ],
  failures: [{ input: { number: -1 }, code: 'result_not_finite' }],
  run: ({ number }) => ({ output: finite(Math.sqrt(number)) }),
})
