import { defineCard, z } from '@keyway/sdk'
import { createHash } from 'node:crypto'
import { algorithmField, encodingField, toAlgorithm } from '../digest.ts'
import { textField } from '../fields.ts'

export const hash = defineCard({
  id: 'crypto.hash',
  title: 'Hash',
  description: 'The digest of a text (as UTF-8).',
  standsFor: ['okta-workflows:crypto.hash'],
  input: z.object({ data: textField('Data'), algorithm: algorithmField, encoding: encodingField }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      input: { data: 'abc' },
      output: { output: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
    },
    {
      title: 'no data, Base64',
      input: { algorithm: 'MD5', encoding: 'base64' },
      output: { output: '1B2M2Y8AsgTpgAmY7PhCfg==' },
    },
  ],
  failures: [{ input: { data: 'abc', algorithm: 'sha0815' }, code: 'algorithm_unknown' }],
  run: ({ data, algorithm, encoding }) => ({
    output: createHash(toAlgorithm(algorithm)).update(data, 'utf8').digest(encoding),
  }),
})
