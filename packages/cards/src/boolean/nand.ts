import { defineCard, z } from '@keyway/sdk'
import { flagListField } from '../fields.ts'

export const nand = defineCard({
  id: 'boolean.nand',
  title: 'Any False',
  description: 'True when at least one value is false. Of no values: false.',
  standsFor: ['okta-workflows:boolean.nand'],
  input: z.object({ values: flagListField('Values') }),
  output: z.object({ output: z.boolean() }),
  examples: [
    { input: { values: [true, false] }, output: { output: true } },
    { input: { values: [true, true] }, output: { output: false } },
    { title: 'no values', input: {}, output: { output: false } },
  ],
  run: ({ values }) => ({ output: values.includes(false) }),
})
