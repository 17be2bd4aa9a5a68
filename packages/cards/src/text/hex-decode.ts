import { defineCard, z } from '@keyway/sdk'
import { fromHex } from '../bytes.ts'
import { textField } from '../fields.ts'

export const hexDecode = defineCard({
  id: 'text.hex_decode',
  title: 'Hex Decode',
  description:
    'Text that was written in hexadecimal digits, blanks allowed. Bytes that are not UTF-8 become �.',
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: '41 C3A9' }, output: { output: 'Aé' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  failures: [
    { input: { text: '4' }, code: 'hex_invalid' },
    { input: { text: 'zz' }, code: 'hex_invalid' },
  ],
  run: ({ text }) => ({ output: new TextDecoder().decode(fromHex(text)) }),
})
