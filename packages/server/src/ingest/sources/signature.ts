import { createHmac } from 'node:crypto'
import { secretEqual } from '../secret-equal.ts'

export type HmacAlgorithm = 'sha1' | 'sha256' | 'sha512'
export type SignatureEncoding = 'hex' | 'base64'

/** Whether a signature is the HMAC of the content under one of the keys. Constant time for each key. */
export function isSigned(
  {
    algorithm,
    encoding,
    keys,
  }: {
    algorithm: HmacAlgorithm
    encoding: SignatureEncoding
    keys: readonly (string | Buffer)[]
  },
  content: readonly (string | Uint8Array)[],
  given: string,
): boolean {
  const compared = encoding === 'hex' ? given.toLowerCase() : given
  let isRight = false
  for (const key of keys) {
    const hmac = createHmac(algorithm, key)
    for (const part of content) hmac.update(part)
    if (secretEqual(compared, hmac.digest(encoding))) isRight = true
  }
  return isRight
}

/** Whether one of the secrets is given. Constant time for each. */
export function isSecret(given: string | null, secrets: readonly string[]): boolean {
  let isRight = false
  for (const secret of secrets) if (given !== null && secretEqual(given, secret)) isRight = true
  return isRight
}

/** Seconds since 1970 of a header; undefined when it is no such number or further from now than the tolerance. */
export function freshTimestamp(
  given: string | null,
  { at, toleranceSeconds }: { at: number; toleranceSeconds: number },
): string | undefined {
  if (given === null || !/^\d{1,13}$/.test(given)) return undefined
  // Some senders count milliseconds; no time in seconds is that large for the next thousands of years.
  const seconds = given.length > 11 ? Number(given) / 1000 : Number(given)
  return Math.abs(at / 1000 - seconds) <= toleranceSeconds ? given : undefined
}
