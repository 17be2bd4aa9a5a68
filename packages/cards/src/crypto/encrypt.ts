import { defineCard, field, z } from '@keyway/sdk'
import { encryptAes } from '../aes.ts'
import { secretField, textField } from '../fields.ts'

export const encrypt = defineCard({
  id: 'crypto.encrypt',
  title: 'Encrypt',
  description:
    'A text encrypted with a key (AES-256-GCM), as Base64. Any change to it is seen on decryption. The same text with the ' +
    'same key and context gives the same result, so that a replay does too; a context that differs, such as a user’s id, ' +
    'makes results differ.',
  input: z.object({
    data: textField('Text'),
    key: secretField('Key', '32 bytes as Base64 or as 64 hexadecimal digits.'),
    context: field(z.string().default(''), {
      title: 'Context',
      description: 'Not encrypted and not in the result; decryption needs the same.',
    }),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      input: { data: 'secret', key: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' },
      output: { output: 'kB2bSAguWAh5eeOrAyrWddDytBK+sS7U4I6Z4T64SWrY0w==' },
    },
  ],
  failures: [
    { input: { data: 'secret', key: 'a password' }, code: 'key_invalid' },
    { input: { data: 'secret' }, code: 'key_invalid' },
  ],
  run: ({ data, ...options }) => ({ output: encryptAes(data, options) }),
})
