import { addDecimals, defineCard, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const increment = defineCard({
  id: 'number.increment',
  title: 'Increment',
  description: 'One more than a number.',
  standsFor: ['okta-workflows:math.increment'],
  input: z.object({ number: numberField('Number') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 41 }, output: { output: 42 } },
    { input: { number: -0.9 }, output: { output: 0.1 } },
  ],
  run: ({ number }) => ({ output: addDecimals(number, 1) }),
})
