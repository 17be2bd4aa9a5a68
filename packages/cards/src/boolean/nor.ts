import { defineCard, z } from '@keyway/sdk'
import { flagListField } from '../fields.ts'

export const nor = defineCard({
  id: 'boolean.nor',
  title: 'All False',
  description: 'True when every value is false. Of no values: true.',
  standsFor: ['okta-workflows:boolean.nor'],
  input: z.object({ values: flagListField('Values') }),
  output: z.object({ output: z.boolean() }),
  examples: [
    { input: { values: [false, false] }, output: { output: true } },
    { input: { values: [true, false] }, output: { output: false } },
    { title: 'no values', input: {}, output: { output: true } },
  ],
  run: ({ values }) => ({ output: !values.includes(true) }),
})
