import { field, InputError, z } from '@keyway/sdk'
import { getHashes } from 'node:crypto'

export const algorithmField = field(z.string().default('sha256'), {
  title: 'Algorithm',
  placeholder: 'sha256',
})

export const encodingField = field(z.enum(['hex', 'base64', 'base64url', 'binary']).default('hex'), {
  title: 'Encoding of the result',
})

/** Okta Workflows gives signatures as Base64 unless told otherwise. */
export const signatureEncodingField = field(
  z.enum(['base64', 'base64url', 'hex', 'binary']).default('base64'),
  {
    title: 'Encoding of the signature',
  },
)

/** The name as OpenSSL knows it. Throws InputError `algorithm_unknown`. */
export function toAlgorithm(name: string): string {
  const wanted = name.trim().toLowerCase()
  const found = getHashes().find((hash) => hash.toLowerCase() === wanted)
  if (found !== undefined) return found
  throw new InputError(
    `The digest "${name}" does not exist here; use one such as sha256, sha384 or sha512.`,
    {
      code: 'algorithm_unknown',
    },
  )
}
