import { createHash } from 'node:crypto'
import type { OrgState } from '../org/org-state.ts'
import { asJsonObject } from '../org/json-object.ts'
import { decodeJwt, isSignedBy, thumbprintOf } from './jwt.ts'
import { OAuthError } from './oauth-error.ts'
import { currentNonce, isLiveNonce, claimOnce } from './oauth-state.ts'

const maxAgeMs = 5 * 60 * 1000
const maxSkewMs = 60 * 1000

/** What a proof must speak of. */
export type ProofSubject = {
  method: string
  /** Address without query and fragment. */
  url: string
  /** The token that the proof comes with, absent at the token endpoint, where a nonce is asked instead. */
  accessToken?: string
}

/**
 * Checks a DPoP proof (RFC 9449, with Okta's nonce at the token endpoint) and returns the thumbprint of its key.
 * @throws OAuthError `invalid_dpop_proof`, or `use_dpop_nonce` with the nonce in the header `dpop-nonce`
 */
export function checkProof(org: OrgState, proof: string, subject: ProofSubject): string {
  const jwt = decodeJwt(proof)
  if (jwt === undefined) throw fault('The DPoP proof is not a JWT.')
  const { header, claims } = jwt
  const jwk = asJsonObject(header['jwk'])
  if (header['typ'] !== 'dpop+jwt') throw fault("The DPoP proof JWT header 'typ' must be 'dpop+jwt'.")
  if ('d' in jwk) throw fault('The DPoP proof JWT header must not hold a private key.')
  if (!isSignedBy(jwt, jwk)) throw fault('The DPoP proof signature does not verify with its key.')
  if (claims['htm'] !== subject.method) throw fault("'htm' claim in DPoP proof does not match the request.")
  if (claims['htu'] !== subject.url) throw fault("'htu' claim in DPoP proof does not match the request.")
  const { accessToken } = subject
  if (accessToken !== undefined && claims['ath'] !== hashOf(accessToken)) {
    throw fault("'ath' claim in DPoP proof does not match the access token.")
  }
  const nowMs = org.clock().getTime()
  checkAge(claims['iat'], nowMs)
  if (accessToken === undefined && !isLiveNonce(org.oauth, claims['nonce'], nowMs)) {
    const nonce = currentNonce(org.oauth, nowMs)
    throw new OAuthError('use_dpop_nonce', "Authorization server requires 'nonce' in DPoP proof.", {
      'dpop-nonce': nonce,
    })
  }
  const thumbprint = thumbprintOf(jwk)
  const { jti } = claims
  if (typeof jti !== 'string' || jti === '') throw fault("'jti' claim is missing in DPoP proof.")
  if (!claimOnce(org.oauth, `${thumbprint}:${jti}`, { nowMs, forMs: maxAgeMs + maxSkewMs })) {
    throw fault('The DPoP proof JWT has already been used.')
  }
  return thumbprint
}

function checkAge(iat: unknown, nowMs: number): void {
  const ageMs = nowMs - Number(iat) * 1000
  // A comparison with NaN is false, so that a claim that is missing or no number is refused as well.
  if (ageMs <= maxAgeMs && ageMs >= -maxSkewMs) return
  throw fault("'iat' claim in DPoP proof is missing, in the future or too old.")
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')

const fault = (description: string) => new OAuthError('invalid_dpop_proof', description)
