import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { App } from '../org/apps.ts'
import { getApp } from '../org/apps.ts'
import type { JsonObject } from '../org/json-object.ts'
import { asTexts } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readText } from '../org/read-field.ts'
import { grantedScopes } from '../org/scope-grants.ts'
import { insertServiceApp } from '../org/service-apps.ts'

/** `/integrations/api/v1/api-services`: integrations of Okta's catalogue, which sign in with a secret of their own. */
export function apiServicesApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const find = (c: SimContext) => {
    const app = getApp(org, c.req.param('service') ?? '')
    if (app.oauth?.isIntegration !== true) throw notFoundError('APIServiceIntegrationInstance', app.id)
    return app
  }
  api.get('/', (c) => {
    const found = [...org.apps.values()].filter(({ oauth }) => oauth?.isIntegration === true)
    return c.json(found.map((app) => toJson(org, app)))
  })
  api.post('/', async (c) => {
    const body = await readBody(c)
    const type = readText(body, 'type')
    if (!type) throw validationError('type', ['type: The field cannot be left blank'])
    const scopes = asTexts(body['grantedScopes'])
    if (scopes.length === 0) throw validationError('grantedScopes', ['grantedScopes: At least one is needed'])
    const { app, clientSecret } = insertServiceApp(org, { label: type, scopes })
    return c.json({ ...toJson(org, app), clientSecret }, 201)
  })
  api.get('/:service', (c) => c.json(toJson(org, find(c))))
  api.delete('/:service', (c) => {
    const { id } = find(c)
    org.apps.delete(id)
    org.scopeGrants.delete(id)
    return c.body(null, 204)
  })
  api.get('/:service/credentials/secrets', (c) => {
    const app = find(c)
    const secret = app.oauth?.secret
    if (secret === null || secret === undefined) return c.json([])
    const self = `${org.baseUrl}/integrations/api/v1/api-services/${app.id}/credentials/secrets`
    const id = `ocs${app.id.slice(3)}`
    return c.json([
      {
        id,
        client_secret: `*****${secret.slice(-4)}`,
        secret_hash: createHash('sha256').update(secret).digest('base64url').slice(0, 22),
        status: 'ACTIVE',
        created: app.created,
        lastUpdated: app.lastUpdated,
        _links: { deactivate: { href: `${self}/${id}/lifecycle/deactivate`, hints: { allow: ['POST'] } } },
      },
    ])
  })
  return api
}

function toJson(org: OrgState, app: App): JsonObject {
  const self = `${org.baseUrl}/integrations/api/v1/api-services/${app.id}`
  return {
    id: app.id,
    type: app.label,
    name: app.label,
    createdAt: app.created,
    createdBy: 'okta.system',
    configGuideUrl: 'https://example.com/guide',
    grantedScopes: [...grantedScopes(org, app.id)],
    properties: {},
    _links: {
      self: { href: self },
      client: { href: `${org.baseUrl}/oauth2/v1/clients/${app.id}` },
      logo: { name: 'small', href: `${org.baseUrl}/assets/img/logos/default.png` },
    },
  }
}
