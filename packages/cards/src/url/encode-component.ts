import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const encodeComponent = defineCard({
  id: 'url.encode_component',
  title: 'Encode Component',
  description: 'Percent-encodes a text so that it can stand as one part of a URL.',
  standsFor: ['okta-workflows:url.encodeComponent'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'a b/c?d=é' }, output: { output: 'a%20b%2Fc%3Fd%3D%C3%A9' } },
    { title: 'half an emoji', input: { text: '\ud83d' }, output: { output: '%EF%BF%BD' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({ output: encodeURIComponent(text.toWellFormed()) }),
})
