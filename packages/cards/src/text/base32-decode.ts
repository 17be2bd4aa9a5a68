import { defineCard, z } from '@keyway/sdk'
import { fromBase32 } from '../bytes.ts'
import { textField } from '../fields.ts'

export const base32Decode = defineCard({
  id: 'text.base32_decode',
  title: 'Base32 Decode',
  description:
    'Text that was encoded in Base32 (RFC 4648), in any case, with or without padding. Bytes that are not UTF-8 become �.',
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'mzxw 6ytb oi' }, output: { output: 'foobar' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  failures: [{ input: { text: 'MZXW1' }, code: 'base32_invalid' }],
  run: ({ text }) => ({ output: new TextDecoder().decode(fromBase32(text)) }),
})
