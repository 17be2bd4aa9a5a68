import { defineCard, z } from '@keyway/sdk'
import { flagListField } from '../fields.ts'

export const xor = defineCard({
  id: 'boolean.xor',
  title: 'Xor',
  description: 'True when exactly one value is true.',
  standsFor: ['okta-workflows:boolean.xor'],
  input: z.object({ values: flagListField('Values') }),
  output: z.object({ output: z.boolean() }),
  examples: [
    { input: { values: [true, false] }, output: { output: true } },
    { input: { values: [true, true] }, output: { output: false } },
    { title: 'no values', input: {}, output: { output: false } },
  ],
  run: ({ values }) => ({ output: values.filter(Boolean).length === 1 }),
})
