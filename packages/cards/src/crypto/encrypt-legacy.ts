import { defineCard, field, z } from '@keyway/sdk'
import { encryptLegacy as encryptWith, legacyAlgorithms } from '../aes.ts'
import { secretField, textField } from '../fields.ts'

export const encryptLegacy = defineCard({
  id: 'crypto.encrypt_legacy',
  title: 'AES (legacy)',
  description:
    'A text encrypted with a password as the AES card of Okta Workflows does it, to exchange data with flows there. Not ' +
    'authenticated: changes go unnoticed; and passwords are hashed once with MD5, so weak ones are found. For anything new ' +
    'use Encrypt.',
  standsFor: ['okta-workflows:crypto.aes'],
  input: z.object({
    data: textField('Text'),
    algorithm: field(z.enum(legacyAlgorithms).default('aes-256-cbc'), { title: 'Algorithm' }),
    password: secretField('Password', 'Of any length.'),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      title: 'the example of Okta’s documentation',
      input: { algorithm: 'aes-128-cbc', password: 'my secret key', data: 'My secret message!' },
      output: { output: 'RTOnd5dSDvH8TXF/fiHQ7JuLuxxCpk4nAAfzg/1rHTY=' },
    },
  ],
  run: ({ data, ...options }) => ({ output: encryptWith(data, options) }),
})
