import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import { readText } from '../org/read-field.ts'
import { record } from '../org/system-log.ts'
import { toUserParty } from '../org/user.ts'
import { toResourceJson } from '../resources/resource-api.ts'
import { resourcesOf } from '../resources/resources.ts'
import { devices } from '../resources/device-kinds.ts'
import { findRequested } from './users.ts'

const levels = ['HIGH', 'MEDIUM', 'LOW']

/** `/api/v1/users/{id}/…`: risk, devices, OAuth grants and clients. */
export function userExtrasApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:user/risk', (c) => {
    const { id } = findRequested(org, c)
    const risk = org.risks.get(id)
    return c.json({
      riskLevel: risk?.level ?? 'NONE',
      ...(risk ? { reason: risk.reason } : {}),
      _links: riskLinks(org, id),
    })
  })
  api.put('/:user/risk', async (c) => {
    const user = findRequested(org, c)
    const body = await readBody(c)
    const level = readText(body, 'riskLevel')
    if (level === undefined || !levels.includes(level)) {
      throw validationError('riskLevel', ['riskLevel: Expected HIGH, MEDIUM or LOW'])
    }
    const before = org.risks.get(user.id)
    const reason = readText(body, 'riskReason') ?? 'override.by.admin'
    org.risks.set(user.id, { level, reason })
    record(org, c.get('cause'), {
      eventType: 'user.risk.change',
      target: [toUserParty(user)],
      debugData: { level, previousLevel: before?.level ?? 'NONE', reason },
    })
    return c.json(
      { riskLevel: level, reason, _links: riskLinks(org, user.id) },
      before === undefined ? 201 : 200,
    )
  })
  api.get('/:user/devices', (c) => {
    const { id } = findRequested(org, c)
    const found = [...resourcesOf(org, { kind: devices }).values()].filter(
      ({ body }) => body['userId'] === id,
    )
    return c.json(
      found.map((resource) => ({
        created: resource.created,
        deviceUserId: `duu${resource.id.slice(3)}`,
        device: toResourceJson(org, { kind: devices }, resource),
      })),
    )
  })
  // No sign-in of a person to an OAuth client is simulated, so that there is nothing to list and nothing to revoke.
  const none = (c: SimContext) => {
    findRequested(org, c)
    return c.json([])
  }
  const nothing = (c: SimContext) => {
    findRequested(org, c)
    return c.body(null, 204)
  }
  api.get('/:user/clients', none)
  for (const path of ['/:user/grants', '/:user/clients/:client/grants', '/:user/clients/:client/tokens']) {
    api.get(path, none)
    api.delete(path, nothing)
  }
  return api
}

const riskLinks = (org: OrgState, userId: string) => ({
  self: { href: `${org.baseUrl}/api/v1/users/${userId}/risk` },
  user: { href: `${org.baseUrl}/api/v1/users/${userId}` },
})
