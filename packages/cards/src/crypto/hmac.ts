import { defineCard, field, z } from '@keyway/sdk'
import { createHmac } from 'node:crypto'
import { algorithmField, encodingField, toAlgorithm } from '../digest.ts'
import { textField } from '../fields.ts'

export const hmac = defineCard({
  id: 'crypto.hmac',
  title: 'HMAC',
  description: 'The keyed digest of a text (key and text as UTF-8).',
  standsFor: ['okta-workflows:crypto.hmac'],
  input: z.object({
    key: field(z.string().default(''), { title: 'Key', secret: true }),
    data: textField('Data'),
    algorithm: algorithmField,
    encoding: encodingField,
  }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      title: 'RFC 4231, test case 2',
      input: { key: 'Jefe', data: 'what do ya want for nothing?' },
      output: { output: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843' },
    },
    {
      title: 'nothing, Base64',
      input: { encoding: 'base64' },
      output: { output: 'thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=' },
    },
  ],
  failures: [{ input: { key: 'k', data: 'd', algorithm: 'none' }, code: 'algorithm_unknown' }],
  run: ({ key, data, algorithm, encoding }) => ({
    output: createHmac(toAlgorithm(algorithm), key).update(data, 'utf8').digest(encoding),
  }),
})
