import { defineCard, z } from '@keyway/sdk'
import { numberListField } from '../fields.ts'

export const minimum = defineCard({
  id: 'number.minimum',
  title: 'Smaller',
  description: 'The smallest of the numbers; null when there are none.',
  standsFor: ['okta-workflows:math.min'],
  input: z.object({ numbers: numberListField('Numbers') }),
  output: z.object({ output: z.number().nullable() }),
  examples: [
    { input: { numbers: [2, -7, 5.5] }, output: { output: -7 } },
    { title: 'no numbers', input: {}, output: { output: null } },
  ],
  run({ numbers: [first, ...others] }) {
    if (first === undefined) return { output: null }
    return { output: others.reduce((smallest, number) => (number < smallest ? number : smallest), first) }
  },
})
