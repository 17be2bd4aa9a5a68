import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const compose = defineCard({
  id: 'text.compose',
  title: 'Compose',
  description:
    'Text with values in it. References in the text are filled in before the card runs; null becomes empty.',
  standsFor: ['okta-workflows:string.compose'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'Hello Ada' }, output: { output: 'Hello Ada' } },
    { title: 'no text', input: {}, output: { output: '' } },
    { title: 'braces that came with a value', input: { text: '{{ x }}' }, output: { output: '{{ x }}' } },
  ],
  run: ({ text }) => ({ output: text }),
})
