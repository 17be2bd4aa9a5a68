import { getConnInfo } from '@hono/node-server/conninfo'
import type { MiddlewareHandler } from 'hono'
import { OktaError } from '../errors/okta-error.ts'
import { checkProof } from '../oauth/dpop.ts'
import { OAuthError } from '../oauth/oauth-error.ts'
import { mayAccess } from '../org/admin-rights.ts'
import { acceptApiToken } from '../org/api-tokens.ts'
import { noClient } from '../org/cause.ts'
import { randomText } from '../org/ids.ts'
import type { Cause, EventParty } from '../org/log-event.ts'
import type { OrgState } from '../org/org-state.ts'
import type { RoleAssignment } from '../org/roles.ts'
import { listRoles, listRolesOfUser } from '../org/roles.ts'
import { toUserParty } from '../org/user.ts'
import { hasScope, isReading, requiredScopes, scopeStems } from './required-scope.ts'
import type { Caller, SimContext, SimEnv } from './sim-env.ts'

type Known = { caller: Caller; actor: EventParty; roles(): readonly RoleAssignment[]; hasAllRights: boolean }

/**
 * Lets live API tokens (`SSWS …`) and access tokens (`Bearer …`, `DPoP …`) pass, as far as scopes and admin roles
 * reach, and notes who acts, for the System Log.
 */
export function authenticate(org: OrgState): MiddlewareHandler<SimEnv> {
  return async (c, next) => {
    const known = identify(org, c)
    c.set('caller', known.caller)
    c.set('cause', {
      ...describeRequest(c),
      actor: known.actor,
      transaction: {
        id: c.get('requestId'),
        type: 'WEB',
        detail: known.caller.kind === 'token' ? { requestApiTokenId: known.caller.token.id } : {},
      },
      externalSessionId: `trs${randomText(org, 22)}`,
    })
    const { method, path } = c.req
    const kind = isReading(method, path) ? 'read' : 'manage'
    const isAllowed =
      known.hasAllRights ||
      mayAccess(org, known.roles(), {
        stems: scopeStems(path),
        kind,
      })
    // Everybody may read and revoke the token that the call itself carries.
    if (isAllowed || path === '/api/v1/api-tokens/current') return next()
    // What a role does not reach is not there: a list without a role is empty, which clients must not take for truth.
    if (method === 'GET' && isCollection(path)) return c.json([])
    throw new OktaError('E0000006')
  }
}

const isCollection = (path: string) => /^\/api\/v1\/(users|groups|apps|devices|logs|idps)$/.test(path)

function identify(org: OrgState, c: SimContext): Known {
  const [, scheme, value] = /^(SSWS|Bearer|DPoP) (\S+)$/.exec(c.req.header('Authorization') ?? '') ?? []
  if (scheme === undefined || value === undefined) throw new OktaError('E0000011')
  if (scheme !== 'SSWS') return identifyClient(org, c, { scheme, value })
  const found = acceptApiToken(org, value)
  if (found === undefined) throw new OktaError('E0000011')
  const caller: Caller = { kind: 'token', token: found.token }
  const roles = () => listRolesOfUser(org, found.owner)
  return { caller, actor: toUserParty(found.owner), roles, hasAllRights: false }
}

function identifyClient(org: OrgState, c: SimContext, credentials: { scheme: string; value: string }): Known {
  const { scheme, value } = credentials
  const token = org.oauth.accessTokens.get(value)
  const app = token && org.apps.get(token.clientId)
  const isLive = token !== undefined && token.expiresAtMs > org.clock().getTime()
  if (!isLive || app?.oauth == null || app.status !== 'ACTIVE') {
    c.header('WWW-Authenticate', `${scheme} error="invalid_token", error_description="The token is invalid."`)
    throw new OktaError('E0000011')
  }
  checkBinding(org, c, { scheme, value, keyThumbprint: token.keyThumbprint })
  const { method, path } = c.req
  const missing = requiredScopes(method, path).filter((needed) => !hasScope(token.scopes, needed))
  if (missing.length > 0) {
    const about = `realm="${org.baseUrl}", scope="${missing.join(' ')}", error="insufficient_scope"`
    const description = 'The access token provided does not contain the required scopes.'
    c.header('WWW-Authenticate', `${scheme} ${about}, error_description="${description}", resource="${path}"`)
    throw new OktaError('E0000006', description)
  }
  const { id, label, oauth } = app
  const actor = { id, type: 'PublicClientApp', alternateId: id, displayName: label, detailEntry: null }
  const caller: Caller = { kind: 'client', app, scopes: token.scopes }
  return { caller, actor, roles: () => listRoles(org, { id }), hasAllRights: oauth.isIntegration }
}

type Presented = { scheme: string; value: string; keyThumbprint: string | undefined }

function checkBinding(org: OrgState, c: SimContext, { scheme, value, keyThumbprint }: Presented): void {
  if (scheme === 'Bearer' && keyThumbprint === undefined) return
  if (scheme === 'Bearer') {
    throw new OAuthError('dpop_proof_required_for_token', 'The token is bound to a key: use the scheme DPoP.')
  }
  if (keyThumbprint === undefined) {
    throw new OAuthError(
      'access_token_not_dpop_bound',
      'The token is not bound to a key: use the scheme Bearer.',
    )
  }
  const proof = c.req.header('DPoP') ?? ''
  const url = `${org.baseUrl}${new URL(c.req.url).pathname}`
  const thumbprint = checkProof(org, proof, { method: c.req.method, url, accessToken: value })
  if (thumbprint === keyThumbprint) return
  throw new OAuthError(
    'invalid_dpop_proof',
    'The DPoP proof is signed with another key than the token is bound to.',
  )
}

function describeRequest(c: SimContext): Pick<Cause, 'client' | 'ipChain' | 'debugData'> {
  const { address } = getConnInfo(c).remote
  const rawUserAgent = c.req.header('User-Agent')
  return {
    client: {
      ...noClient,
      userAgent: rawUserAgent ? { rawUserAgent, os: 'Unknown', browser: 'UNKNOWN' } : null,
      device: 'Unknown',
      ipAddress: address ?? null,
    },
    ipChain: address
      ? [
          {
            ip: address,
            geographicalContext: null,
            version: address.includes(':') ? 'V6' : 'V4',
            source: null,
          },
        ]
      : [],
    debugData: { requestId: c.get('requestId'), requestUri: c.req.path, url: pathWithQuery(c) },
  }
}

function pathWithQuery(c: SimContext): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + (search || '?')
}
