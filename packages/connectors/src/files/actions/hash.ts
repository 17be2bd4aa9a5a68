import { createHash } from 'node:crypto'
import { defineAction, field, z } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import { file } from '../fields.ts'

export const hash = defineAction({
  id: 'files.hash',
  title: 'Hash of a file',
  description: 'The digest of the content of a file.',
  effect: 'read',
  input: z.object({
    file,
    algorithm: field(withDefault(z.enum(['sha256', 'sha512', 'sha1', 'md5']), 'sha256'), {
      title: 'Algorithm',
      description: 'sha1 and md5 only for sides that ask for them; they do not protect against forgery.',
    }),
    digest: field(withDefault(z.enum(['hex', 'base64']), 'hex'), { title: 'Digest as' }),
  }),
  output: z.object({ hash: z.string() }),
  async run({ file: given, algorithm, digest }, { files }) {
    const sum = createHash(algorithm)
    for await (const part of files.read(given)) sum.update(part)
    return { hash: sum.digest(digest) }
  },
})
