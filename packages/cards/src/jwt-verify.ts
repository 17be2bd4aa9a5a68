import { InputError, type JsonObject } from '@keyway/sdk'
import {
  constants,
  createHmac,
  createPublicKey,
  timingSafeEqual,
  verify,
  type KeyObject,
  type VerifyKeyObjectInput,
} from 'node:crypto'
import { curves, minimumRsaBits, type JwtAlgorithm } from './jwt.ts'
import { readToken, type JwtToken } from './jwt-token.ts'

export interface Expected {
  issuer: string
  subject: string
  audience: string
  ignoreExpiration: boolean
  /** Seconds that clocks may differ. */
  tolerance: number
  /** Seconds since 1970. */
  now: number
}

/**
 * A token whose signature is right. The algorithm is the caller's: one that the token names would let its maker choose
 * `none`, or take a public key for a shared secret. Throws InputError `token_invalid`, `key_invalid`, `signature_invalid`.
 */
export function verifyToken(
  text: string,
  { algorithm, key }: { algorithm: JwtAlgorithm; key: string },
): JwtToken {
  const token = readToken(text)
  if (token.header['alg'] !== algorithm) {
    const found = JSON.stringify(token.header['alg'] ?? null).slice(0, 40)
    throw signatureInvalid(`The token says that it is signed by ${found}; expected ${algorithm}.`)
  }
  // RFC 7515 section 4.1.11: what is critical and not understood must be refused.
  if (Object.hasOwn(token.header, 'crit'))
    throw signatureInvalid('The token demands extensions (crit), which are not known here.')
  const digest = `sha${algorithm.slice(2)}`
  const signature = Buffer.from(token.signature, 'base64url')
  const isRight = algorithm.startsWith('HS')
    ? isSharedSignature({ digest, key: sharedKey(algorithm, key) }, token.signed, signature)
    : verify(digest, Buffer.from(token.signed), publicKey(algorithm, key), signature)
  if (!isRight) throw signatureInvalid('The signature does not belong to the token and the key.')
  return token
}

/** Throws InputError `token_expired`, `token_not_active`, `claim_mismatch`. */
export function checkClaims(payload: JsonObject, expected: Expected): void {
  const { exp, nbf } = { exp: payload['exp'] ?? null, nbf: payload['nbf'] ?? null }
  for (const [claim, value] of Object.entries({ exp, nbf })) {
    if (value !== null && typeof value !== 'number') throw mismatch(claim, 'a number of seconds')
  }
  if (!expected.ignoreExpiration && typeof exp === 'number' && expected.now - expected.tolerance >= exp) {
    throw new InputError('The token has expired; get a new one.', { code: 'token_expired' })
  }
  if (typeof nbf === 'number' && expected.now + expected.tolerance < nbf) {
    throw new InputError('The token is not valid yet; check the clocks.', { code: 'token_not_active' })
  }
  if (expected.issuer !== '' && payload['iss'] !== expected.issuer)
    throw mismatch('iss', `"${expected.issuer}"`)
  if (expected.subject !== '' && payload['sub'] !== expected.subject)
    throw mismatch('sub', `"${expected.subject}"`)
  const audiences = [payload['aud'] ?? null].flat()
  if (expected.audience !== '' && !audiences.includes(expected.audience)) {
    throw mismatch('aud', `"${expected.audience}"`)
  }
}

function isSharedSignature(
  { digest, key }: { digest: string; key: string },
  signed: string,
  signature: Buffer,
): boolean {
  const right = createHmac(digest, key).update(signed).digest()
  return signature.length === right.length && timingSafeEqual(signature, right)
}

function sharedKey(algorithm: string, key: string): string {
  if (key === '') throw keyInvalid(`${algorithm} needs a key; none is given.`)
  if (!key.includes('-----BEGIN ')) return key
  throw keyInvalid(
    `${algorithm} needs a shared secret; found a key or certificate as PEM, which anybody may know.`,
  )
}

function publicKey(algorithm: JwtAlgorithm, pem: string): VerifyKeyObjectInput {
  const key = readPem(algorithm, pem)
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (algorithm.startsWith('ES')) {
    const curve = curves[algorithm]
    if (type === 'ec' && details?.namedCurve === curve) return { key, dsaEncoding: 'ieee-p1363' }
    throw keyInvalid(
      `${algorithm} needs a key on the curve ${String(curve)}; found ${String(details?.namedCurve ?? type)}.`,
    )
  }
  const bits = type === 'rsa' ? (details?.modulusLength ?? 0) : 0
  if (bits < minimumRsaBits) {
    throw keyInvalid(
      `${algorithm} needs an RSA key of at least ${String(minimumRsaBits)} bits; found ${type === 'rsa' ? String(bits) : String(type)}.`,
    )
  }
  if (algorithm.startsWith('RS')) return { key, padding: constants.RSA_PKCS1_PADDING }
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
}

function readPem(algorithm: string, pem: string): KeyObject {
  try {
    return createPublicKey(pem)
  } catch {
    throw keyInvalid(`${algorithm} needs a public key or certificate as PEM; the key given is none.`)
  }
}

function keyInvalid(message: string): InputError {
  return new InputError(message, { code: 'key_invalid' })
}

function signatureInvalid(message: string): InputError {
  return new InputError(message, { code: 'signature_invalid' })
}

function mismatch(claim: string, expected: string): InputError {
  return new InputError(`The claim "${claim}" of the token is not ${expected}.`, { code: 'claim_mismatch' })
}
