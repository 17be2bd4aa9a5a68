import { defineCard, z } from '@keyway/sdk'
import { flagField } from '../fields.ts'

export const not = defineCard({
  id: 'boolean.not',
  title: 'Not',
  description: 'True for false, false for true. No value counts as false.',
  standsFor: ['okta-workflows:boolean.not'],
  input: z.object({ value: flagField('Value') }),
  output: z.object({ output: z.boolean() }),
  examples: [
    { input: { value: true }, output: { output: false } },
    { title: 'no value', input: {}, output: { output: true } },
  ],
  run: ({ value }) => ({ output: !value }),
})
