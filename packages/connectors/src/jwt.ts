import { sign, type KeyObject } from 'node:crypto'
import type { JsonObject } from '@keyway/sdk'

/** A private key as it signs: with its JWS algorithm (RFC 7518 section 3.1) and the id that its public half goes by. */
export interface SigningKey {
  key: KeyObject
  algorithm: string
  id: string | undefined
}

/** A signed JWT in compact form (RFC 7519). */
export function signJwt(by: SigningKey, header: JsonObject, claims: JsonObject): string {
  const named = { alg: by.algorithm, ...(by.id === undefined ? {} : { kid: by.id }), ...header }
  const signed = `${encode(named)}.${encode(claims)}`
  const digest = `sha${by.algorithm.slice(2)}`
  const signature = sign(digest, Buffer.from(signed), { key: by.key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
