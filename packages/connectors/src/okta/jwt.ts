import { createHash, createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { ConnectionError, isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { signJwt, type SigningKey } from '../jwt.ts'

const curves: Readonly<Record<string, string>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }

/**
 * Reads a private key that is written as a JWK (RFC 7517).
 *
 * @throws {ConnectionError} that says what is wrong and never shows the text.
 */
export function readPrivateKey(text: string): SigningKey {
  const jwk = parseJwk(text)
  const { kty, crv, kid } = jwk
  const algorithm = kty === 'RSA' ? 'RS256' : typeof crv === 'string' ? curves[crv] : undefined
  if (algorithm === undefined) throw unusable('neither an RSA key nor one of a curve P-256, P-384 or P-521')
  try {
    const key = createPrivateKey({ key: jwk, format: 'jwk' })
    return { key, algorithm, id: typeof kid === 'string' ? kid : undefined }
  } catch {
    // The reason would quote the key.
    throw unusable('not a whole private key')
  }
}

function parseJwk(text: string): JsonObject {
  let parsed: Json
  try {
    parsed = JSON.parse(text)
  } catch {
    throw unusable('not JSON')
  }
  if (!isJsonObject(parsed) || typeof parsed['d'] !== 'string') throw unusable('without its private part "d"')
  return parsed
}

function unusable(what: string): ConnectionError {
  return new ConnectionError(`The private key of the connection is ${what}. Generate one, or enter a JWK.`, {
    code: 'private_key_unusable',
  })
}

/** Proves that whoever sends a request holds the key its token is bound to (RFC 9449 section 4). */
export type ProveRequest = (request: {
  method: string
  url: URL
  /** Seconds since 1970, by the clock of the other side as far as that is known. */
  at: number
  nonce: string | undefined
  /** Absent where the token is only asked for. */
  accessToken?: string
}) => string

/** A new key of its own for proofs: never the one that authenticates the client. */
export function createProver(): ProveRequest {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
  const jwk = { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' }
  const by: SigningKey = { key: privateKey, algorithm: 'ES256', id: undefined }
  return ({ method, url, at, nonce, accessToken }) =>
    signJwt(
      by,
      { typ: 'dpop+jwt', jwk },
      {
        htm: method,
        htu: url.origin + url.pathname,
        iat: Math.floor(at),
        jti: randomUUID(),
        ...(nonce === undefined ? {} : { nonce }),
        ...(accessToken === undefined
          ? {}
          : { ath: createHash('sha256').update(accessToken).digest('base64url') }),
      },
    )
}
