import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import { readText } from '../org/read-field.ts'
import type { SimEnv } from '../http/sim-env.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import type { ScopeGrant } from '../org/scope-grants.ts'
import { getGrant, grantScope, listGrants, revokeGrant } from '../org/scope-grants.ts'

/** `/api/v1/apps/{id}/grants`: the scopes that a service app may ask for. */
export function appGrantsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:app/grants', (c) => {
    const appId = c.req.param('app')
    return c.json(listGrants(org, appId).map((grant) => toGrantJson(org, appId, grant)))
  })
  api.post('/:app/grants', async (c) => {
    const body = await readBody(c)
    const appId = c.req.param('app')
    const scopeId = readText(body, 'scopeId')
    if (scopeId === undefined) throw validationError('scopeId', ['scopeId: The field cannot be left blank'])
    const grant = grantScope(org, c.get('cause'), { appId, scopeId, issuer: readText(body, 'issuer') })
    return c.json(toGrantJson(org, appId, grant), 201)
  })
  api.get('/:app/grants/:grant', (c) => {
    const { app, grant } = c.req.param()
    return c.json(toGrantJson(org, app, getGrant(org, app, grant)))
  })
  api.delete('/:app/grants/:grant', (c) => {
    const { app, grant } = c.req.param()
    revokeGrant(org, c.get('cause'), { appId: app, grantId: grant })
    return c.body(null, 204)
  })
  return api
}

function toGrantJson(org: OrgState, appId: string, grant: ScopeGrant): JsonObject {
  const { id, scopeId, issuer, created, createdBy } = grant
  const app = `${org.baseUrl}/api/v1/apps/${appId}`
  return {
    id,
    scopeId,
    issuer,
    clientId: appId,
    created,
    createdBy: { id: createdBy, type: createdBy.startsWith('00u') ? 'User' : 'Client' },
    lastUpdated: created,
    source: 'ADMIN',
    status: 'ACTIVE',
    _links: { self: { href: `${app}/grants/${id}` }, app: { href: app, title: org.apps.get(appId)?.label } },
  }
}
