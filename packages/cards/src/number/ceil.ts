import { defineCard, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const ceil = defineCard({
  id: 'number.ceil',
  title: 'Round Up',
  description: 'The smallest whole number that is not below the given one.',
  standsFor: ['okta-workflows:math.ceil'],
  input: z.object({ number: numberField('Number') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 2.1 }, output: { output: 3 } },
    { input: { number: -2.9 }, output: { output: -2 } },
    { title: 'never minus zero', input: { number: -0 }, output: { output: 0 } },
  ],
  run: ({ number }) => ({ output: Math.ceil(number) + 0 }),
})
