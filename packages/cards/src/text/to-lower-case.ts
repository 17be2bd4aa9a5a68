import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const toLowerCase = defineCard({
  id: 'text.to_lower_case',
  title: 'To Lower Case',
  description: 'Turns capital letters into small ones.',
  standsFor: ['okta-workflows:string.toLowerCase'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'Ada@Example.COM' }, output: { output: 'ada@example.com' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({ output: text.toLowerCase() }),
})
