import { defineCard, z } from '@keyway/sdk'
import { toHex } from '../bytes.ts'
import { textField } from '../fields.ts'

export const hexEncode = defineCard({
  id: 'text.hex_encode',
  title: 'Hex Encode',
  description: 'Text, as UTF-8, in hexadecimal digits.',
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'Aé' }, output: { output: '41c3a9' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({ output: toHex(new TextEncoder().encode(text)) }),
})
