import { createPublicKey, type KeyObject } from 'node:crypto'
import { isJsonObject, TemporaryError, type Json } from '@keyway/sdk'

/** Reads a JSON document over HTTP. Throws what the socket threw, or an error that says what came instead. */
export type ReadDocument = (url: URL) => Promise<Json>

/** Public keys of issuers, read from their metadata and kept for a while. */
export interface IssuerKeys {
  /**
   * The key of this id; undefined when the issuer has none.
   *
   * @throws {TemporaryError} `issuer_unreachable` when the keys cannot be read and none are kept.
   */
  find: (issuer: string, keyId: string) => Promise<KeyObject | undefined>
}

interface Kept {
  keys: ReadonlyMap<string, KeyObject>
  at: number
}

const freshMs = 60 * 60_000
/** Kept keys are used this long when the issuer does not answer. */
const staleMs = 24 * 60 * 60_000
/** A token may name any key id: an unknown one leads to a new reading only this often. */
const retryMs = 60_000

/** Keys of issuers by OAuth metadata (RFC 8414), as Okta's authorization servers give it. */
export function createIssuerKeys(read: ReadDocument, now: () => number): IssuerKeys {
  const kept = new Map<string, Kept>()
  const reading = new Map<string, Promise<Kept>>()
  const failedAt = new Map<string, number>()

  async function fetchKeys(issuer: string): Promise<Kept> {
    const metadata = await read(new URL(`${issuer}/.well-known/oauth-authorization-server`))
    const address = isJsonObject(metadata) ? metadata['jwks_uri'] : undefined
    if (!isJsonObject(metadata) || metadata['issuer'] !== issuer || typeof address !== 'string') {
      throw new Error('its metadata names another issuer, or no jwks_uri')
    }
    const uri = new URL(address)
    if (uri.origin !== new URL(issuer).origin) throw new Error('its keys are on another host')
    const found = { keys: toKeys(await read(uri)), at: now() }
    kept.set(issuer, found)
    return found
  }

  /** One reading at a time for each issuer, however many calls wait for it. */
  async function renew(issuer: string): Promise<Kept> {
    const running = reading.get(issuer) ?? fetchKeys(issuer)
    reading.set(issuer, running)
    try {
      return await running
    } catch (cause) {
      failedAt.set(issuer, now())
      const known = kept.get(issuer)
      if (known !== undefined && now() - known.at < staleMs) return known
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new TemporaryError(`The keys of ${issuer} cannot be read: ${why}.`, {
        code: 'issuer_unreachable',
        cause,
      })
    } finally {
      reading.delete(issuer)
    }
  }

  return {
    async find(issuer, keyId) {
      const known = kept.get(issuer)
      const lately = now() - Math.max(known?.at ?? 0, failedAt.get(issuer) ?? 0) < retryMs
      const isFresh = known !== undefined && now() - known.at < freshMs
      if (isFresh && (known.keys.has(keyId) || lately)) return known.keys.get(keyId)
      if (known === undefined && lately) {
        throw new TemporaryError(`The keys of ${issuer} could not be read a moment ago.`, {
          code: 'issuer_unreachable',
        })
      }
      return (known !== undefined && lately ? known : await renew(issuer)).keys.get(keyId)
    },
  }
}

/** Signing keys by id. What is no public key that Node can read is left out. */
function toKeys(document: Json): Map<string, KeyObject> {
  const listed = isJsonObject(document) && Array.isArray(document['keys']) ? document['keys'] : []
  const keys = new Map<string, KeyObject>()
  for (const jwk of listed.filter(isJsonObject).slice(0, 100)) {
    const { kid, use = 'sig', kty } = jwk
    if (typeof kid !== 'string' || use !== 'sig' || (kty !== 'RSA' && kty !== 'EC')) continue
    try {
      keys.set(kid, createPublicKey({ key: { ...jwk }, format: 'jwk' }))
    } catch {
      // One broken key does not take the others with it.
    }
  }
  return keys
}
