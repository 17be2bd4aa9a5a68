import { defineCard, z } from '@keyway/sdk'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { algorithmField, encodingField, toAlgorithm } from '../digest.ts'
import { secretField, textField } from '../fields.ts'

export const verifyHmac = defineCard({
  id: 'crypto.verify_hmac',
  title: 'Verify HMAC',
  description:
    'Whether a keyed digest belongs to a text, compared in constant time: for signatures of webhooks. Without a key: false.',
  input: z.object({
    data: textField('Data'),
    hmac: textField('HMAC'),
    key: secretField('Key', 'As UTF-8.'),
    algorithm: algorithmField,
    encoding: encodingField,
  }),
  output: z.object({ valid: z.boolean() }),
  examples: [
    {
      title: 'RFC 4231, test case 2',
      input: {
        data: 'what do ya want for nothing?',
        key: 'Jefe',
        hmac: '5BDCC146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      },
      output: { valid: true },
    },
    { title: 'another one', input: { data: 'x', key: 'Jefe', hmac: '00' }, output: { valid: false } },
    {
      title: 'no key',
      input: { hmac: 'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad' },
      output: { valid: false },
    },
  ],
  failures: [{ input: { key: 'k', algorithm: 'none' }, code: 'algorithm_unknown' }],
  run({ data, hmac, key, algorithm, encoding }) {
    const expected = createHmac(toAlgorithm(algorithm), key).update(data, 'utf8').digest()
    const found = Buffer.from(hmac.trim(), encoding)
    return { valid: key !== '' && found.length === expected.length && timingSafeEqual(found, expected) }
  },
})
