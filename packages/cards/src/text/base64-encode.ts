import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const base64Encode = defineCard({
  id: 'text.base64_encode',
  title: 'Base64',
  description: 'Text, as UTF-8, in Base64.',
  standsFor: ['okta-workflows:string.base64'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'user:pass' }, output: { output: 'dXNlcjpwYXNz' } },
    { title: 'outside ASCII', input: { text: 'é' }, output: { output: 'w6k=' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run({ text }) {
    const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte))
    return { output: btoa(bytes.join('')) }
  },
})
