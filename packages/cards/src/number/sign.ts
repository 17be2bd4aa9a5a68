import { defineCard, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const sign = defineCard({
  id: 'number.sign',
  title: 'Sign',
  description: '-1 for a negative number, 0 for zero, 1 for a positive one.',
  standsFor: ['okta-workflows:math.sign'],
  input: z.object({ number: numberField('Number') }),
  output: z.object({ output: z.int() }),
  examples: [
    { input: { number: -0.1 }, output: { output: -1 } },
    { input: { number: -0 }, output: { output: 0 } },
    { input: { number: 7 }, output: { output: 1 } },
  ],
  run: ({ number }) => ({ output: Math.sign(number) + 0 }),
})
