import { defineCard, InputError, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const base64Decode = defineCard({
  id: 'text.base64_decode',
  title: 'Base64 Decode',
  description:
    'Text that was encoded in Base64, also in its URL-safe form. Bytes that are not UTF-8 become �.',
  standsFor: ['okta-workflows:string.base64Decode'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'w6k=' }, output: { output: 'é' } },
    { title: 'URL-safe, no padding', input: { text: 'Pz8_' }, output: { output: '???' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  failures: [{ input: { text: 'not base64!' }, code: 'base64_invalid' }],
  run({ text }) {
    const bytes = Uint8Array.from(decode(text), (unit) => unit.charCodeAt(0))
    return { output: new TextDecoder().decode(bytes) }
  },
})

function decode(text: string): string {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch (cause) {
    throw new InputError('The text is not Base64: it has other characters, or its length is wrong.', {
      code: 'base64_invalid',
      cause,
    })
  }
}
