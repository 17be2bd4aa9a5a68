import { defineCard, z } from '@keyway/sdk'
import { flagListField } from '../fields.ts'

export const xnor = defineCard({
  id: 'boolean.xnor',
  title: 'Xnor',
  description:
    'The opposite of Xor: true unless exactly one value is true. Of two values: whether they are the same.',
  standsFor: ['okta-workflows:boolean.xnor'],
  input: z.object({ values: flagListField('Values') }),
  output: z.object({ output: z.boolean() }),
  examples: [
    { input: { values: [false, false] }, output: { output: true } },
    { input: { values: [true, false] }, output: { output: false } },
    { title: 'no values', input: {}, output: { output: true } },
  ],
  run: ({ values }) => ({ output: values.filter(Boolean).length !== 1 }),
})
