import { Hono } from 'hono'
import { paginate } from '../http/paginate.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import { getApp } from '../org/apps.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import type { Owner, RefreshToken, UserGrant } from '../org/user-consents.ts'
import {
  getToken,
  getUserGrant,
  listTokens,
  listUserGrants,
  revokeTokens,
  revokeUserGrants,
} from '../org/user-consents.ts'
import { findRequested } from './users.ts'

const pageLimits = { default: 20, max: 200 }

/** `/api/v1/apps/{id}/tokens`: the refresh tokens that an app holds. */
export function appTokensApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  mountTokens(api, org, { path: '/:app/tokens', ownerOf: (c) => ({ appId: findApp(org, c, 'app') }) })
  return api
}

/** `/api/v1/users/{id}/grants`, `/clients` and what is below: what OAuth clients may do for a user. */
export function userConsentsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const userOf = (c: SimContext) => ({ userId: findRequested(org, c).id })
  const clientOf = (c: SimContext) => ({ ...userOf(c), appId: findApp(org, c, 'client') })
  api.get('/:user/clients', (c) => {
    const ids = new Set(listUserGrants(org, userOf(c)).map(({ appId }) => appId))
    return c.json([...ids].map((id) => toClientJson(org, id)))
  })
  mountGrants(api, org, { path: '/:user/grants', ownerOf: userOf })
  mountGrants(api, org, { path: '/:user/clients/:client/grants', ownerOf: clientOf })
  mountTokens(api, org, { path: '/:user/clients/:client/tokens', ownerOf: clientOf })
  api.get('/:user/grants/:grant', (c) => {
    return c.json(toGrantJson(org, getUserGrant(org, userOf(c), c.req.param('grant'))))
  })
  api.delete('/:user/grants/:grant', (c) => {
    revokeUserGrants(org, c.get('cause'), [getUserGrant(org, userOf(c), c.req.param('grant'))])
    return c.body(null, 204)
  })
  return api
}

type Place = { path: string; ownerOf(c: SimContext): Owner }

function mountTokens(api: Hono<SimEnv>, org: OrgState, place: Place): void {
  const { path } = place
  const one = `${path}/:token`
  const find = (c: SimContext) => getToken(org, place.ownerOf(c), c.req.param('token') ?? '')
  api.get(path, (c) => {
    const placed = listTokens(org, place.ownerOf(c)).map((item, index) => ({ place: index + 1, item }))
    return c.json(paginate({ org, c }, placed, pageLimits).map((token) => toTokenJson(org, token)))
  })
  api.delete(path, (c) => {
    revokeTokens(org, c.get('cause'), listTokens(org, place.ownerOf(c)))
    return c.body(null, 204)
  })
  api.get(one, (c) => c.json(toTokenJson(org, find(c))))
  api.delete(one, (c) => {
    revokeTokens(org, c.get('cause'), [find(c)])
    return c.body(null, 204)
  })
}

function mountGrants(api: Hono<SimEnv>, org: OrgState, place: Place): void {
  api.get(place.path, (c) => {
    const scopeId = c.req.query('scopeId')
    const grants = listUserGrants(org, place.ownerOf(c)).filter(
      (each) => (scopeId ?? each.scopeId) === each.scopeId,
    )
    const placed = grants.map((item, index) => ({ place: index + 1, item }))
    return c.json(paginate({ org, c }, placed, pageLimits).map((grant) => toGrantJson(org, grant)))
  })
  api.delete(place.path, (c) => {
    revokeUserGrants(org, c.get('cause'), listUserGrants(org, place.ownerOf(c)))
    return c.body(null, 204)
  })
}

const findApp = (org: OrgState, c: SimContext, name: string) => getApp(org, c.req.param(name) ?? '').id

function toClientJson(org: OrgState, appId: string): JsonObject {
  return {
    client_id: appId,
    client_name: org.apps.get(appId)?.label ?? appId,
    client_uri: null,
    logo_uri: null,
    _links: { tokens: { href: `${org.baseUrl}/api/v1/apps/${appId}/tokens` } },
  }
}

function toTokenJson(
  org: OrgState,
  { id, appId, userId, scopes, created, expiresAt }: RefreshToken,
): JsonObject {
  const links = linksOf(org, { appId, userId })
  const self = { href: `${org.baseUrl}/api/v1/apps/${appId}/tokens/${id}` }
  return {
    id,
    status: 'ACTIVE',
    created,
    lastUpdated: created,
    expiresAt,
    issuer: `${org.baseUrl}/oauth2/default`,
    clientId: appId,
    userId,
    scopes,
    _links: { ...links, self },
  }
}

function toGrantJson(org: OrgState, { id, appId, userId, scopeId, created }: UserGrant): JsonObject {
  const links = linksOf(org, { appId, userId })
  const self = { href: `${org.baseUrl}/api/v1/users/${userId}/grants/${id}` }
  return {
    id,
    status: 'ACTIVE',
    created,
    lastUpdated: created,
    issuer: `${org.baseUrl}/oauth2/default`,
    clientId: appId,
    userId,
    scopeId,
    source: 'END_USER',
    createdBy: { id: userId, type: 'User' },
    _links: { ...links, self },
  }
}

function linksOf(org: OrgState, { appId, userId }: { appId: string; userId: string }): JsonObject {
  const app = { href: `${org.baseUrl}/api/v1/apps/${appId}`, title: org.apps.get(appId)?.label ?? appId }
  return {
    app,
    client: { href: `${org.baseUrl}/oauth2/v1/clients/${appId}`, title: app.title },
    user: {
      href: `${org.baseUrl}/api/v1/users/${userId}`,
      title: org.users.get(userId)?.profile.login ?? userId,
    },
    authorizationServer: { href: `${org.baseUrl}/api/v1/authorizationServers/default`, title: 'default' },
  }
}
