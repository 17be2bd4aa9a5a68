import { defineCard, z } from '@keyway/sdk'
import { algorithmField, signatureEncodingField } from '../digest.ts'
import { secretField, textField } from '../fields.ts'
import { signData } from '../signature.ts'

export const sign = defineCard({
  id: 'crypto.sign',
  title: 'Sign',
  description:
    'The signature of a text (as UTF-8) with a private key: RSA (PKCS #1 v1.5), EC or Ed25519 and Ed448, which do not use ' +
    'the digest. EC signatures differ each time they are made; all are valid.',
  standsFor: ['okta-workflows:crypto.sign'],
  input: z.object({
    data: textField('Data'),
    algorithm: algorithmField,
    key: secretField('Private key', 'As PEM.'),
    passphrase: secretField('Passphrase', 'Of the private key, if it has one.'),
    encoding: signatureEncodingField,
  }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      title: 'RFC 8032 section 7.1, test 2',
      input: {
        data: 'r',
        key: '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n-----END PRIVATE KEY-----',
        encoding: 'hex',
      },
      output: {
        output:
          '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      },
    },
  ],
  failures: [
    { input: { data: 'r', key: 'secret' }, code: 'key_invalid' },
    { input: { data: 'r' }, code: 'key_invalid' },
  ],
  run: ({ data, encoding, ...options }) => ({ output: signData(data, options).toString(encoding) }),
})
