import { defineCard, z } from '@keyway/sdk'
import { flagListField } from '../fields.ts'

export const and = defineCard({
  id: 'boolean.and',
  title: 'And',
  description: 'True when every value is true. Of no values: true.',
  standsFor: ['okta-workflows:boolean.and'],
  input: z.object({ values: flagListField('Values') }),
  output: z.object({ output: z.boolean() }),
  examples: [
    { input: { values: [true, true] }, output: { output: true } },
    { input: { values: [true, false] }, output: { output: false } },
    { title: 'no values', input: {}, output: { output: true } },
  ],
  run: ({ values }) => ({ output: values.every(Boolean) }),
})
