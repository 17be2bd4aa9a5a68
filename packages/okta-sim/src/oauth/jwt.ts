import type { JsonWebKey, KeyObject } from 'node:crypto'
import { createHash, createPublicKey, sign, verify } from 'node:crypto'
import type { JsonObject } from '../org/json-object.ts'
import { toJsonObject } from '../org/json-object.ts'

/** A JSON Web Token in compact form, taken apart and not verified yet. */
export type Jwt = { header: JsonObject; claims: JsonObject; signed: string; signature: Buffer }

// What Okta accepts from clients; `none` and shared secrets are not among them.
const algorithms = new Map([
  ['RS256', { hash: 'sha256', kty: 'RSA' }],
  ['RS384', { hash: 'sha384', kty: 'RSA' }],
  ['RS512', { hash: 'sha512', kty: 'RSA' }],
  ['ES256', { hash: 'sha256', kty: 'EC' }],
  ['ES384', { hash: 'sha384', kty: 'EC' }],
  ['ES512', { hash: 'sha512', kty: 'EC' }],
])

/** Undefined for a text that is no JWT. */
export function decodeJwt(text: string): Jwt | undefined {
  const [head, body, signature, ...more] = text.split('.')
  if (head === undefined || body === undefined || signature === undefined || more.length > 0) return undefined
  const [header, claims] = [decodePart(head), decodePart(body)]
  if (header === undefined || claims === undefined) return undefined
  return { header, claims, signed: `${head}.${body}`, signature: Buffer.from(signature, 'base64url') }
}

function decodePart(part: string): JsonObject | undefined {
  try {
    return toJsonObject(JSON.parse(Buffer.from(part, 'base64url').toString()))
  } catch {
    return undefined
  }
}

/** Whether the key made the signature; false as well for an algorithm or key that Okta does not accept. */
export function isSignedBy(jwt: Jwt, jwk: JsonWebKey): boolean {
  const algorithm = algorithms.get(String(jwt.header['alg']))
  if (algorithm === undefined || algorithm.kty !== jwk.kty) return false
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const signed = Buffer.from(jwt.signed)
    return verify(algorithm.hash, signed, { key, dsaEncoding: 'ieee-p1363' }, jwt.signature)
  } catch {
    return false
  }
}

/** Signs with RS256. */
export function signJwt(parts: { header: JsonObject; claims: JsonObject }, key: KeyObject): string {
  const encode = (part: JsonObject) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${encode({ alg: 'RS256', ...parts.header })}.${encode(parts.claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

/** RFC 7638: the name of a key that follows from the key itself. */
export function thumbprintOf(jwk: JsonWebKey): string {
  const { crv, e, kty, n, x, y } = jwk
  const members = kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y }
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url')
}
