import { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { paginate } from '../http/paginate.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readText } from '../org/read-field.ts'
import { getResource } from '../resources/resources.ts'
import { identityProviders } from '../resources/security-kinds.ts'
import { findRequested } from './users.ts'

/** Who a user is to an identity provider. */
export type IdentityLink = { readonly userId: string; readonly externalId: string; readonly created: string }

/** `/api/v1/idps/{id}/users`: the users that sign in by an identity provider. */
export function identityProviderUsersApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const linksOf = (c: SimContext) => {
    const { id } = getResource(org, { kind: identityProviders }, c.req.param('idp') ?? '')
    const links = org.identityLinks.get(id) ?? new Map<string, IdentityLink>()
    org.identityLinks.set(id, links)
    return links
  }
  const find = (c: SimContext) => {
    const { id } = findRequested(org, c)
    const link = linksOf(c).get(id)
    if (link === undefined) throw notFoundError('IdentityProviderApplicationUser', id)
    return link
  }
  const show = (c: SimContext, link: IdentityLink) => toJson(org, c.req.param('idp') ?? '', link)
  api.get('/:idp/users', (c) => {
    const placed = [...linksOf(c).values()].map((item, index) => ({ place: index + 1, item }))
    return c.json(paginate({ org, c }, placed, { default: 20, max: 200 }).map((link) => show(c, link)))
  })
  api.post('/:idp/users/:user', async (c) => {
    const links = linksOf(c)
    const { id } = findRequested(org, c)
    const externalId = readText(await readBody(c), 'externalId')
    if (externalId === undefined)
      throw validationError('externalId', ['externalId: The field cannot be left blank'])
    const link = { userId: id, externalId, created: org.clock().toISOString() }
    links.set(id, link)
    return c.json(show(c, link))
  })
  api.get('/:idp/users/:user', (c) => c.json(show(c, find(c))))
  api.delete('/:idp/users/:user', (c) => {
    linksOf(c).delete(find(c).userId)
    return c.body(null, 204)
  })
  // Tokens of social providers are theirs to give; the simulated org has none.
  api.get('/:idp/users/:user/credentials/tokens', (c) => {
    find(c)
    return c.json([])
  })
  return api
}

function toJson(org: OrgState, idpId: string, { userId, externalId, created }: IdentityLink): JsonObject {
  const idp = `${org.baseUrl}/api/v1/idps/${idpId}`
  return {
    id: userId,
    externalId,
    created,
    lastUpdated: created,
    profile: { ...org.users.get(userId)?.profile },
    _links: {
      self: { href: `${idp}/users/${userId}` },
      idp: { href: idp },
      user: { href: `${org.baseUrl}/api/v1/users/${userId}` },
    },
  }
}
