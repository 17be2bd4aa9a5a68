import { defineCard, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const absolute = defineCard({
  id: 'number.absolute',
  title: 'Absolute Value',
  description: 'The number without its sign.',
  standsFor: ['okta-workflows:math.abs'],
  input: z.object({ number: numberField('Number') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: -2.5 }, output: { output: 2.5 } },
    { input: { number: 3 }, output: { output: 3 } },
    { title: 'never minus zero', input: { number: -0 }, output: { output: 0 } },
  ],
  run: ({ number }) => ({ output: Math.abs(number) }),
})
