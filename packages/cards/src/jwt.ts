import { InputError, type JsonObject } from '@keyway/sdk'
import {
  constants,
  createHmac,
  createPrivateKey,
  sign,
  type KeyObject,
  type SignKeyObjectInput,
} from 'node:crypto'

/** Signature algorithms of RFC 7518 section 3.1, without `none`. */
export const jwtAlgorithms = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
] as const

export type JwtAlgorithm = (typeof jwtAlgorithms)[number]

/** Curves by their OpenSSL names; each algorithm has its own (RFC 7518 section 3.4). */
export const curves: Readonly<Record<string, string>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
}

/** RFC 7518 sections 3.3 and 3.5. */
export const minimumRsaBits = 2048

/**
 * Signs a JSON Web Token in compact form (RFC 7515). `key` is the shared secret of HS algorithms, otherwise a private key
 * as PEM. Throws InputError `key_invalid` for a key that does not fit the algorithm.
 */
export function signToken(
  { header, payload }: { header: JsonObject; payload: JsonObject },
  { algorithm, key }: { algorithm: JwtAlgorithm; key: string },
): string {
  const standard = { alg: algorithm, typ: 'JWT' }
  const signed = `${encode({ ...standard, ...header, alg: algorithm })}.${encode(payload)}`
  const digest = `sha${algorithm.slice(2)}`
  return `${signed}.${signature(Buffer.from(signed), { algorithm, digest, key }).toString('base64url')}`
}

function encode(part: JsonObject): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

function signature(
  signed: Buffer,
  { algorithm, digest, key }: { algorithm: JwtAlgorithm; digest: string; key: string },
): Buffer {
  if (key === '') throw refuse(`${algorithm} needs a key; none is given.`)
  if (algorithm.startsWith('HS')) return createHmac(digest, key).update(signed).digest()
  return sign(digest, signed, privateKey(algorithm, key))
}

function privateKey(algorithm: JwtAlgorithm, pem: string): SignKeyObjectInput {
  const key = readPem(algorithm, pem)
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (algorithm.startsWith('ES')) {
    const curve = curves[algorithm]
    if (type !== 'ec' || details?.namedCurve !== curve) {
      throw refuse(`${algorithm} needs a key on the curve ${curve}; found ${details?.namedCurve ?? type}.`)
    }
    // RFC 7518 section 3.4: the two numbers side by side, not as ASN.1.
    return { key, dsaEncoding: 'ieee-p1363' }
  }
  if (type !== 'rsa') throw refuse(`${algorithm} needs an RSA key; found ${type}.`)
  const bits = details?.modulusLength ?? 0
  if (bits < minimumRsaBits) {
    throw refuse(`${algorithm} needs an RSA key of at least ${minimumRsaBits} bits; found ${bits}.`)
  }
  if (algorithm.startsWith('RS')) return { key, padding: constants.RSA_PKCS1_PADDING }
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
}

/** What OpenSSL says of an unreadable key may quote it, so it goes no further. */
function readPem(algorithm: JwtAlgorithm, pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw refuse(
      `${algorithm} needs a private key as PEM ("-----BEGIN PRIVATE KEY-----" and lines); the key given is none.`,
    )
  }
}

function refuse(message: string): InputError {
  return new InputError(message, { code: 'key_invalid' })
}
