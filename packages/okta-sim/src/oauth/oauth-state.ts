import type { KeyObject } from 'node:crypto'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import type { IdSource } from '../org/ids.ts'
import { randomText } from '../org/ids.ts'

const dayMs = 24 * 60 * 60 * 1000

/** A token that the org server gave to a service app. */
export type AccessToken = {
  readonly value: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly issuedAtMs: number
  readonly expiresAtMs: number
  /** Thumbprint of the key that the token is bound to, undefined for a bearer token. */
  readonly keyThumbprint: string | undefined
}

/** What the org's authorization server remembers. */
export type OAuthState = {
  readonly accessTokens: Map<string, AccessToken>
  /** `jti` values that were used, each with the time at which it may be forgotten. */
  readonly usedIds: Map<string, number>
  readonly nonceSecret: string
  signingKey(): { kid: string; privateKey: KeyObject; publicKey: KeyObject }
}

export function createOAuthState(source: IdSource): OAuthState {
  let pair: ReturnType<OAuthState['signingKey']> | undefined
  return {
    accessTokens: new Map(),
    usedIds: new Map(),
    nonceSecret: randomText(source, 32),
    signingKey() {
      // An RSA key takes a moment to make, and most orgs of tests never sign.
      pair ??= { kid: randomText(source, 43), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
      return pair
    },
  }
}

/** Marks an id as used. False when it was used before and is remembered still. */
export function claimOnce(
  { usedIds }: OAuthState,
  id: string,
  span: { nowMs: number; forMs: number },
): boolean {
  for (const [each, until] of usedIds) if (until <= span.nowMs) usedIds.delete(each)
  if (usedIds.has(id)) return false
  usedIds.set(id, span.nowMs + span.forMs)
  return true
}

/** The nonce that proofs need now: a new one each day. */
export function currentNonce({ nonceSecret }: OAuthState, nowMs: number): string {
  return createHmac('sha256', nonceSecret)
    .update(String(Math.floor(nowMs / dayMs)))
    .digest('base64url')
}

/** Nonces stay good for three days. */
export function isLiveNonce(state: OAuthState, nonce: unknown, nowMs: number): boolean {
  return [0, 1, 2].some((days) => nonce === currentNonce(state, nowMs - days * dayMs))
}
