import { defineCard, z } from '@keyway/sdk'
import { countCharacters } from '../characters.ts'
import { textField } from '../fields.ts'

export const length = defineCard({
  id: 'text.length',
  title: 'Length',
  description: 'How many characters a text has.',
  standsFor: ['okta-workflows:string.length'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ length: z.int() }),
  examples: [
    { input: { text: 'Keyway' }, output: { length: 6 } },
    { title: 'one emoji is one character', input: { text: '😀' }, output: { length: 1 } },
    { title: 'no text', input: {}, output: { length: 0 } },
  ],
  run: ({ text }) => ({ length: countCharacters(text) }),
})
