import { defineCard, field, z } from '@keyway/sdk'
import { decryptAes } from '../aes.ts'
import { secretField, textField } from '../fields.ts'

export const decrypt = defineCard({
  id: 'crypto.decrypt',
  title: 'Decrypt',
  description: 'The text that Encrypt encrypted with the same key and context. Anything else is an error.',
  input: z.object({
    data: textField('Encrypted text'),
    key: secretField('Key', '32 bytes as Base64 or as 64 hexadecimal digits.'),
    context: textField('Context'),
  }),
  output: z.object({ output: field(z.string(), { title: 'Text', secret: true }) }),
  examples: [
    {
      input: {
        data: 'kB2bSAguWAh5eeOrAyrWddDytBK+sS7U4I6Z4T64SWrY0w==',
        key: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
      },
      output: { output: 'secret' },
    },
  ],
  failures: [
    {
      input: { data: 'kB2bSAguWAh5eeOrAyrWddDytBK+sS7U4I6Z4T64SWrY0w==', key: 'a password' },
      code: 'key_invalid',
    },
    {
      input: {
        data: 'kB2bSAguWAh5eeOrAyrWddDytBK+sS7U4I6Z4T64SWrY0w==',
        key: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
        context: 'other',
      },
      code: 'ciphertext_invalid',
    },
    {
      input: { data: 'AAAA', key: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' },
      code: 'ciphertext_invalid',
    },
  ],
  run: ({ data, ...options }) => ({ output: decryptAes(data, options) }),
})
