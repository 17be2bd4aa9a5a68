import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const reverse = defineCard({
  id: 'text.reverse',
  title: 'Reverse',
  description: 'The characters of a text from last to first.',
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'abc' }, output: { output: 'cba' } },
    { title: 'emoji stay whole', input: { text: 'a😀' }, output: { output: '😀a' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({ output: Array.from(text).reverse().join('') }),
})
