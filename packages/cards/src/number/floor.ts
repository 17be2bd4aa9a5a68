import { defineCard, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const floor = defineCard({
  id: 'number.floor',
  title: 'Round Down',
  description: 'The largest whole number that is not above the given one.',
  standsFor: ['okta-workflows:math.floor'],
  input: z.object({ number: numberField('Number') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 2.9 }, output: { output: 2 } },
    { input: { number: -2.1 }, output: { output: -3 } },
    { title: 'never minus zero', input: { number: -0 }, output: { output: 0 } },
  ],
  run: ({ number }) => ({ output: Math.floor(number) + 0 }),
})
