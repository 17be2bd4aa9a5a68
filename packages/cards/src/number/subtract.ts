import { defineCard, subtractDecimals, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const subtract = defineCard({
  id: 'number.subtract',
  title: 'Subtract',
  description: 'The first number less the second, computed in decimals.',
  standsFor: ['okta-workflows:math.subtract'],
  input: z.object({ number: numberField('Number'), subtract: numberField('Subtract') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 0.3, subtract: 0.1 }, output: { output: 0.2 } },
    { input: { number: 1, subtract: 5 }, output: { output: -4 } },
  ],
  run: ({ number, subtract: other }) => ({ output: subtractDecimals(number, other) }),
})
