import { defineCard, z } from '@keyway/sdk'
import { algorithmField, signatureEncodingField } from '../digest.ts'
import { textField } from '../fields.ts'
import { isSignedBy } from '../signature.ts'

export const verify = defineCard({
  id: 'crypto.verify',
  title: 'Verify',
  description:
    'Whether a signature of a text (as UTF-8) was made with the private key that belongs to a public key or certificate.',
  standsFor: ['okta-workflows:crypto.verify'],
  input: z.object({
    data: textField('Data'),
    signature: textField('Signature'),
    algorithm: algorithmField,
    key: textField('Public key'),
    encoding: signatureEncodingField,
  }),
  output: z.object({ valid: z.boolean() }),
  examples: [
    {
      title: 'RFC 8032 section 7.1, test 2',
      input: {
        data: 'r',
        signature:
          '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
        key: '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n-----END PUBLIC KEY-----',
        encoding: 'hex',
      },
      output: { valid: true },
    },
    {
      title: 'no signature',
      input: {
        data: 'r',
        key: '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n-----END PUBLIC KEY-----',
      },
      output: { valid: false },
    },
  ],
  failures: [{ input: { data: 'r', key: 'none' }, code: 'key_invalid' }],
  run: ({ data, signature, encoding, ...options }) => ({
    valid: isSignedBy(data, { ...options, signature: Buffer.from(signature, encoding) }),
  }),
})
