import { defineCard, z } from '@keyway/sdk'
import { numberListField } from '../fields.ts'

export const maximum = defineCard({
  id: 'number.maximum',
  title: 'Larger',
  description: 'The largest of the numbers; null when there are none.',
  standsFor: ['okta-workflows:math.max'],
  input: z.object({ numbers: numberListField('Numbers') }),
  output: z.object({ output: z.number().nullable() }),
  examples: [
    { input: { numbers: [2, -7, 5.5] }, output: { output: 5.5 } },
    { title: 'no numbers', input: {}, output: { output: null } },
  ],
  run({ numbers: [first, ...others] }) {
    if (first === undefined) return { output: null }
    return { output: others.reduce((largest, number) => (number > largest ? number : largest), first) }
  },
})
