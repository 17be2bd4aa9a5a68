import { Hono } from 'hono'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { ServiceApp } from '../oauth/authenticate-client.ts'
import { authenticateClient } from '../oauth/authenticate-client.ts'
import { checkProof } from '../oauth/dpop.ts'
import { issueToken } from '../oauth/issue-token.ts'
import { OAuthError } from '../oauth/oauth-error.ts'
import { systemCause } from '../org/cause.ts'
import type { JsonObject } from '../org/json-object.ts'
import { toAppParty } from '../org/apps.ts'
import type { OrgState } from '../org/org-state.ts'
import { record } from '../org/system-log.ts'

/** `/oauth2/v1`: tokens of the org authorization server, which alone gives `okta.*` scopes. */
export function oauthApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.post('/token', async (c) => c.json(await answerTokenRequest(org, c)))
  api.get('/keys', (c) => {
    const { kid, publicKey } = org.oauth.signingKey()
    return c.json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] })
  })
  api.post('/revoke', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const app = authenticateClient(org, { form, authorization: c.req.header('Authorization') })
    const value = form.get('token') ?? ''
    if (org.oauth.accessTokens.get(value)?.clientId === app.id) org.oauth.accessTokens.delete(value)
    return c.body(null, 200)
  })
  api.post('/introspect', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const app = authenticateClient(org, { form, authorization: c.req.header('Authorization') })
    return c.json(introspect(org, app, form.get('token') ?? ''))
  })
  return api
}

async function answerTokenRequest(org: OrgState, c: SimContext): Promise<JsonObject> {
  if (!/^application\/x-www-form-urlencoded/i.test(c.req.header('Content-Type') ?? '')) {
    throw new OAuthError('invalid_request', 'The Content-Type must be application/x-www-form-urlencoded.')
  }
  const form = new URLSearchParams(await c.req.text())
  const grantType = form.get('grant_type')
  if (grantType === null) throw new OAuthError('invalid_request', "The 'grant_type' parameter is missing.")
  if (grantType !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', `The grant type '${grantType}' is not supported.`)
  }
  const app = authenticateClient(org, { form, authorization: c.req.header('Authorization') })
  if (!app.oauth.grantTypes.includes(grantType)) {
    throw new OAuthError(
      'unauthorized_client',
      'The client is not authorized to use the provided grant type.',
    )
  }
  const keyThumbprint = readProof(org, c, app)
  const token = issueToken(org, app, { scope: form.get('scope'), keyThumbprint })
  record(org, systemCause(org), {
    eventType: 'app.oauth2.as.token.grant.access_token',
    target: [toAppParty(app)],
    debugData: { grantedScopes: token.scopes.join(', '), grantType },
  })
  return {
    token_type: keyThumbprint === undefined ? 'Bearer' : 'DPoP',
    expires_in: (token.expiresAtMs - token.issuedAtMs) / 1000,
    access_token: token.value,
    scope: token.scopes.join(' '),
  }
}

function readProof(org: OrgState, c: SimContext, app: ServiceApp): string | undefined {
  const proof = c.req.header('DPoP')
  if (proof !== undefined)
    return checkProof(org, proof, { method: 'POST', url: `${org.baseUrl}/oauth2/v1/token` })
  if (!app.oauth.dpop) return undefined
  throw new OAuthError('invalid_dpop_proof', 'The DPoP proof JWT header is missing.')
}

function introspect(org: OrgState, app: ServiceApp, value: string): JsonObject {
  const token = org.oauth.accessTokens.get(value)
  if (token === undefined || token.clientId !== app.id) return { active: false }
  if (token.expiresAtMs <= org.clock().getTime()) return { active: false }
  return {
    active: true,
    client_id: token.clientId,
    sub: token.clientId,
    scope: token.scopes.join(' '),
    iss: org.baseUrl,
    aud: org.baseUrl,
    iat: Math.floor(token.issuedAtMs / 1000),
    exp: Math.floor(token.expiresAtMs / 1000),
    token_type: token.keyThumbprint === undefined ? 'Bearer' : 'DPoP',
  }
}
