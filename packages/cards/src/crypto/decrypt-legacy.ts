import { defineCard, field, z } from '@keyway/sdk'
import { decryptLegacy as decryptWith, legacyAlgorithms } from '../aes.ts'
import { secretField, textField } from '../fields.ts'

export const decryptLegacy = defineCard({
  id: 'crypto.decrypt_legacy',
  title: 'AES Decrypt (legacy)',
  description:
    'The text that the AES card of Okta Workflows, or AES (legacy) here, encrypted with the same password. Not ' +
    'authenticated: a wrong password or a changed text may also give other text instead of an error.',
  standsFor: ['okta-workflows:crypto.aesDecrypt'],
  input: z.object({
    data: textField('Encrypted text'),
    algorithm: field(z.enum(legacyAlgorithms).default('aes-256-cbc'), { title: 'Algorithm' }),
    password: secretField('Password', 'Of any length.'),
  }),
  output: z.object({ output: field(z.string(), { title: 'Text', secret: true }) }),
  examples: [
    {
      input: {
        algorithm: 'aes-128-cbc',
        password: 'my secret key',
        data: 'RTOnd5dSDvH8TXF/fiHQ7JuLuxxCpk4nAAfzg/1rHTY=',
      },
      output: { output: 'My secret message!' },
    },
  ],
  failures: [
    {
      input: {
        algorithm: 'aes-128-cbc',
        password: 'another key',
        data: 'RTOnd5dSDvH8TXF/fiHQ7JuLuxxCpk4nAAfzg/1rHTY=',
      },
      code: 'ciphertext_invalid',
    },
  ],
  run: ({ data, ...options }) => ({ output: decryptWith(data, options) }),
})
