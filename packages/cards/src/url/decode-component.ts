import { defineCard, InputError, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const decodeComponent = defineCard({
  id: 'url.decode_component',
  title: 'Decode Component',
  description: 'The text that was percent-encoded as one part of a URL. A plus sign stays one.',
  standsFor: ['okta-workflows:url.decodeComponent'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'a%20b%2Fc%3Fd%3D%C3%A9+' }, output: { output: 'a b/c?d=é+' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  failures: [
    { input: { text: '100%' }, code: 'encoding_invalid' },
    { input: { text: '%FF' }, code: 'encoding_invalid' },
  ],
  run({ text }) {
    try {
      return { output: decodeURIComponent(text) }
    } catch (cause) {
      throw new InputError(
        `Found "${text.slice(0, 80)}", expected percent-encoded UTF-8, in which % begins a pair of digits.`,
        { code: 'encoding_invalid', cause },
      )
    }
  },
})
