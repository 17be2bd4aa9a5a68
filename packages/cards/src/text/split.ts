import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const split = defineCard({
  id: 'text.split',
  title: 'Split',
  description:
    'Cuts text at each separator, which is taken literally and may be longer than one character. Without a separator: ' +
    'into characters. Empty text gives one empty item.',
  standsFor: ['okta-workflows:string.split'],
  input: z.object({ text: textField('Text'), separator: textField('Separator') }),
  output: z.object({ output: z.array(z.string()) }),
  examples: [
    { input: { text: 'ada@example.com', separator: '@' }, output: { output: ['ada', 'example.com'] } },
    { input: { text: 'a||b', separator: '||' }, output: { output: ['a', 'b'] } },
    { title: 'separator not found', input: { text: 'a.b', separator: ',' }, output: { output: ['a.b'] } },
    { title: 'no text', input: { separator: ',' }, output: { output: [''] } },
    { title: 'no separator', input: { text: 'a😀' }, output: { output: ['a', '😀'] } },
  ],
  run: ({ text, separator }) => ({ output: separator === '' ? Array.from(text) : text.split(separator) }),
})
