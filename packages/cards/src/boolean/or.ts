import { defineCard, z } from '@keyway/sdk'
import { flagListField } from '../fields.ts'

export const or = defineCard({
  id: 'boolean.or',
  title: 'Or',
  description: 'True when at least one value is true. Of no values: false.',
  standsFor: ['okta-workflows:boolean.or'],
  input: z.object({ values: flagListField('Values') }),
  output: z.object({ output: z.boolean() }),
  examples: [
    { input: { values: [false, true] }, output: { output: true } },
    { input: { values: [false, false] }, output: { output: false } },
    { title: 'no values', input: {}, output: { output: false } },
  ],
  run: ({ values }) => ({ output: values.some(Boolean) }),
})
