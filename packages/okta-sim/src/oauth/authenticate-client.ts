import { timingSafeEqual } from 'node:crypto'
import type { App } from '../org/apps.ts'
import type { OAuthClient } from '../org/oauth-client.ts'
import type { OrgState } from '../org/org-state.ts'
import type { Jwt } from './jwt.ts'
import { decodeJwt, isSignedBy } from './jwt.ts'
import { OAuthError } from './oauth-error.ts'
import { claimOnce } from './oauth-state.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const maxLifeMs = 60 * 60 * 1000
const maxSkewMs = 5 * 60 * 1000

/** How a client says who it is: form fields of the token request and its `Authorization` header. */
export type ClientCredentials = { form: URLSearchParams; authorization: string | undefined }

export type ServiceApp = App & { readonly oauth: OAuthClient }

/**
 * Finds the active app and checks its key or secret. Service apps of the org need `private_key_jwt`;
 * API service integrations may use their secret in a Basic header, never in the form.
 * @throws OAuthError `invalid_client`, `invalid_request`
 */
export function authenticateClient(org: OrgState, credentials: ClientCredentials): ServiceApp {
  const { form, authorization } = credentials
  if (form.has('client_assertion')) return byAssertion(org, form)
  const basic = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1]
  if (basic !== undefined) return bySecret(org, Buffer.from(basic, 'base64').toString())
  if (!form.has('client_id')) {
    throw fault('No client credentials found.')
  }
  const app = findClient(org, form.get('client_id'))
  if (app.oauth.authMethod === 'private_key_jwt') throw needsKey()
  throw fault('The client secret must be sent in an Authorization header of the scheme Basic.')
}

function byAssertion(org: OrgState, form: URLSearchParams): ServiceApp {
  if (form.get('client_assertion_type') !== assertionType) {
    throw new OAuthError('invalid_request', `The client_assertion_type must be '${assertionType}'.`)
  }
  const jwt = decodeJwt(form.get('client_assertion') ?? '')
  if (jwt === undefined) throw fault('The client_assertion is not a JWT.')
  const { iss, sub, jti } = jwt.claims
  if (iss !== sub) throw fault("The 'iss' and 'sub' claims of the client_assertion must be the client id.")
  const app = findClient(org, sub)
  if (app.oauth.authMethod !== 'private_key_jwt') throw fault('The client does not authenticate by key.')
  checkSignature(jwt, app)
  const nowMs = org.clock().getTime()
  checkClaims(jwt, { audience: `${org.baseUrl}/oauth2/v1/token`, nowMs })
  const span = { nowMs, forMs: maxLifeMs + maxSkewMs }
  if (jti !== undefined && !claimOnce(org.oauth, `${app.id}:${JSON.stringify(jti)}`, span)) {
    throw fault('The client_assertion token has already been used: its jti is not unique.')
  }
  return app
}

function checkSignature(jwt: Jwt, { oauth }: ServiceApp): void {
  const { kid } = jwt.header
  const keys = oauth.keys.filter((key) => kid === undefined || key['kid'] === kid)
  if (kid === undefined && keys.length > 1) {
    throw fault("The client_assertion needs a 'kid', since the client has several keys.")
  }
  const [key] = keys
  if (key === undefined) throw fault(`The client has no key with the kid '${String(kid)}'.`)
  if (!isSignedBy(jwt, key)) throw fault('The client_assertion signature is invalid.')
}

function checkClaims({ claims }: Jwt, { audience, nowMs }: { audience: string; nowMs: number }): void {
  const audiences = Array.isArray(claims['aud']) ? claims['aud'] : [claims['aud']]
  if (!audiences.includes(audience)) throw fault(`The audience claim must be '${audience}'.`)
  const expiresMs = Number(claims['exp']) * 1000
  // The comparison is written so that NaN, a missing or bad claim, is refused.
  if (!(expiresMs > nowMs)) throw fault('The client_assertion token is expired or has no exp claim.')
  if (expiresMs > nowMs + maxLifeMs + maxSkewMs) {
    throw fault('The client_assertion token has an expiration too far into the future.')
  }
  const { iat } = claims
  if (iat !== undefined && Number(iat) * 1000 > nowMs + maxSkewMs) {
    throw fault('The client_assertion token was issued in the future.')
  }
}

function bySecret(org: OrgState, pair: string): ServiceApp {
  const colon = pair.indexOf(':')
  const [id, secret] = [pair.slice(0, colon), pair.slice(colon + 1)].map(decodeURIComponent)
  const app = findClient(org, id)
  if (app.oauth.authMethod === 'private_key_jwt' || !app.oauth.isIntegration) throw needsKey()
  if (!isEqual(app.oauth.secret ?? '', secret ?? '')) throw fault('The client secret supplied is invalid.')
  return app
}

function findClient(org: OrgState, clientId: unknown): ServiceApp {
  const app = org.apps.get(String(clientId))
  if (app?.oauth == null || app.status !== 'ACTIVE') throw fault("Invalid value for 'client_id' parameter.")
  return { ...app, oauth: app.oauth }
}

const needsKey = () =>
  fault(
    'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.',
  )

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right)
}

const fault = (description: string) => new OAuthError('invalid_client', description)
