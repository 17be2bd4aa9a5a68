import { defineCard, z } from '@keyway/sdk'
import { toBase32 } from '../bytes.ts'
import { textField } from '../fields.ts'

export const base32Encode = defineCard({
  id: 'text.base32_encode',
  title: 'Base32 Encode',
  description: 'Text, as UTF-8, in Base32 (RFC 4648), with padding.',
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { title: 'RFC 4648 section 10', input: { text: 'foobar' }, output: { output: 'MZXW6YTBOI======' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({ output: toBase32(new TextEncoder().encode(text)) }),
})
