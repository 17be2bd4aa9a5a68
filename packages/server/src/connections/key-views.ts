import { createPublicKey } from 'node:crypto'
import { isJsonObject, type Connector, type Json, type JsonObject } from '@keyway/sdk'

/** The public half of a key that signs for a connection. */
export interface PublicKeyView {
  id: string
  use: 'current' | 'next'
  publicKey: JsonObject
}

/** Public halves of the keys of a connection, for the other side to know. */
export function listKeys(connector: Connector | undefined, secrets: JsonObject): PublicKeyView[] {
  const { keyPair } = connector ?? {}
  if (keyPair === undefined) return []
  return (['current', 'next'] as const).flatMap((use) => {
    const publicKey = toPublicKey(secrets[keyPair[use]])
    return publicKey === undefined ? [] : [{ id: keyIdOf(publicKey), use, publicKey }]
  })
}

/** Private parts of the keys, for the redactor: within the stored text they would not be found by themselves. */
export function privateParts(connector: Connector, secrets: JsonObject): string[] {
  const { keyPair } = connector
  if (keyPair === undefined) return []
  return [keyPair.current, keyPair.next].flatMap((name) => {
    const part = parseKey(secrets[name])?.['d']
    return typeof part === 'string' ? [part] : []
  })
}

function toPublicKey(stored: Json | undefined): JsonObject | undefined {
  const key = parseKey(stored)
  if (key === undefined) return undefined
  try {
    const { kid = '', use = 'sig', alg } = key
    const jwk = createPublicKey({ key, format: 'jwk' }).export({ format: 'jwk' })
    const members = Object.entries(jwk).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    return { ...Object.fromEntries(members), kid, use, ...(alg === undefined ? {} : { alg }) }
  } catch {
    // A key that somebody entered and that is none: signing in says so.
    return undefined
  }
}

/** A key as it is stored; undefined when it is not one. */
export function parseKey(stored: Json | undefined): JsonObject | undefined {
  if (typeof stored !== 'string') return undefined
  try {
    const parsed: Json = JSON.parse(stored)
    return isJsonObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** The id that a key goes by; empty when it has none. */
export function keyIdOf(key: JsonObject | undefined): string {
  return typeof key?.['kid'] === 'string' ? key['kid'] : ''
}
