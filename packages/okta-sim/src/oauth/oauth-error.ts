/** An answer in the shape of RFC 6749, which the OAuth endpoints use instead of Okta's own. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly error: OAuthErrorCode
  readonly status: 400 | 401
  readonly headers: Readonly<Record<string, string>>

  constructor(error: OAuthErrorCode, description: string, headers: Record<string, string> = {}) {
    super(description)
    this.error = error
    this.status = unauthorised.has(error) ? 401 : 400
    this.headers = headers
  }
}

export type OAuthErrorCode =
  | 'invalid_client'
  | 'invalid_request'
  | 'invalid_scope'
  | 'unsupported_grant_type'
  | 'unauthorized_client'
  | 'use_dpop_nonce'
  | 'invalid_dpop_proof'
  | 'dpop_proof_required_for_token'
  | 'access_token_not_dpop_bound'

const unauthorised = new Set<OAuthErrorCode>(['invalid_client'])
