import { defineCard, z } from '@keyway/sdk'
import { toCharacterIndex } from '../characters.ts'
import { textField } from '../fields.ts'

export const find = defineCard({
  id: 'text.find',
  title: 'Find',
  description: 'First position of a text in another, counted from 0; -1 when it does not occur.',
  standsFor: ['okta-workflows:string.find'],
  input: z.object({ text: textField('Look in'), search: textField('Look for') }),
  output: z.object({ output: z.int() }),
  examples: [
    { input: { text: 'a.b.c', search: '.' }, output: { output: 1 } },
    { title: 'after an emoji', input: { text: '😀b', search: 'b' }, output: { output: 1 } },
    { title: 'not found', input: { text: 'abc', search: 'x' }, output: { output: -1 } },
    { title: 'no text', input: { search: 'x' }, output: { output: -1 } },
  ],
  run: ({ text, search }) => ({ output: toCharacterIndex(text, text.indexOf(search)) }),
})
