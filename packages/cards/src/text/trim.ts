import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const trim = defineCard({
  id: 'text.trim',
  title: 'Trim',
  description: 'Removes blanks and line breaks at both ends.',
  standsFor: ['okta-workflows:string.trim'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: ' a b\n' }, output: { output: 'a b' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({ output: text.trim() }),
})
