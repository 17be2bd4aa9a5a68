import { defineCard, multiplyDecimals, z } from '@keyway/sdk'
import { numberListField } from '../fields.ts'

export const multiply = defineCard({
  id: 'number.multiply',
  title: 'Multiply',
  description: 'The product of numbers, computed in decimals: 1.1 and 3 make 3.3. Of no numbers: 1.',
  standsFor: ['okta-workflows:math.multiply'],
  input: z.object({ numbers: numberListField('Numbers') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { numbers: [1.1, 3] }, output: { output: 3.3 } },
    { input: { numbers: [60, 1000, 0] }, output: { output: 0 } },
    { title: 'no numbers', input: {}, output: { output: 1 } },
  ],
  run: ({ numbers }) => ({ output: numbers.reduce(multiplyDecimals, 1) }),
})
