import { addDecimals, defineCard, z } from '@keyway/sdk'
import { numberListField } from '../fields.ts'

export const add = defineCard({
  id: 'number.add',
  title: 'Add',
  description: 'The sum of numbers, computed in decimals: 0.1 and 0.2 make 0.3. Of no numbers: 0.',
  standsFor: ['okta-workflows:math.add'],
  input: z.object({ numbers: numberListField('Numbers') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { numbers: [0.1, 0.2] }, output: { output: 0.3 } },
    { input: { numbers: [1, 2, -4] }, output: { output: -1 } },
    { title: 'no numbers', input: {}, output: { output: 0 } },
  ],
  run: ({ numbers }) => ({ output: numbers.reduce(addDecimals, 0) }),
})
