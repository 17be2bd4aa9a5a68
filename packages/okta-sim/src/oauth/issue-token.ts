import type { OrgState } from '../org/org-state.ts'
import { randomText } from '../org/ids.ts'
import { grantedScopes } from '../org/scope-grants.ts'
import type { ServiceApp } from './authenticate-client.ts'
import { signJwt } from './jwt.ts'
import { OAuthError } from './oauth-error.ts'
import type { AccessToken } from './oauth-state.ts'

/** Access tokens live an hour; Okta lets nobody change that for its own scopes. */
const lifeSeconds = 3600

/**
 * Gives a token for the scopes, all of which must be granted to the app.
 * @throws OAuthError `invalid_scope`
 */
export function issueToken(
  org: OrgState,
  app: ServiceApp,
  wish: { scope: string | null; keyThumbprint: string | undefined },
): AccessToken {
  const scopes = (wish.scope ?? '').split(' ').filter((each) => each !== '')
  if (scopes.length === 0) {
    throw new OAuthError('invalid_scope', "The 'scope' parameter must name the granted scopes.")
  }
  const granted = grantedScopes(org, app.id)
  const refused = scopes.filter((scope) => !granted.has(scope) || scope.endsWith('.self'))
  if (refused.length > 0) {
    throw new OAuthError(
      'invalid_scope',
      `The client is not allowed to request these scopes: ${refused.join(' ')}.`,
    )
  }
  const nowMs = org.clock().getTime()
  const { keyThumbprint } = wish
  const token: AccessToken = {
    value: signToken(org, app, { scopes, nowMs, keyThumbprint }),
    clientId: app.id,
    scopes,
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + lifeSeconds * 1000,
    keyThumbprint,
  }
  const { accessTokens } = org.oauth
  for (const [value, each] of accessTokens) if (each.expiresAtMs <= nowMs) accessTokens.delete(value)
  accessTokens.set(token.value, token)
  return token
}

type Grant = { scopes: string[]; nowMs: number; keyThumbprint: string | undefined }

function signToken(org: OrgState, app: ServiceApp, { scopes, nowMs, keyThumbprint }: Grant): string {
  const { kid, privateKey } = org.oauth.signingKey()
  const iat = Math.floor(nowMs / 1000)
  const claims = {
    ver: 1,
    jti: `AT.${randomText(org, 43)}`,
    iss: org.baseUrl,
    aud: org.baseUrl,
    sub: app.id,
    iat,
    exp: iat + lifeSeconds,
    cid: app.id,
    scp: scopes,
    ...(keyThumbprint === undefined ? {} : { cnf: { jkt: keyThumbprint } }),
  }
  return signJwt({ header: { typ: 'JWT', kid }, claims }, privateKey)
}
