import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import { readText } from '../org/read-field.ts'
import { record } from '../org/system-log.ts'
import { toUserParty } from '../org/user.ts'
import { toResourceJson } from '../resources/resource-api.ts'
import { resourcesOf } from '../resources/resources.ts'
import { devices } from '../resources/device-kinds.ts'
import { deviceUsersOf } from '../resources/device-users.ts'
import { identityProviders } from '../resources/security-kinds.ts'
import { findRequested } from './users.ts'

const levels = ['HIGH', 'MEDIUM', 'LOW']

/** `/api/v1/users/{id}/…`: risk, classification, devices, blocks, identity providers and app links. */
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
  api.get('/:user/classification', (c) => {
    const { id, created } = findRequested(org, c)
    return c.json(org.classifications.get(id) ?? { type: 'STANDARD', lastUpdated: created })
  })
  api.put('/:user/classification', async (c) => {
    const { id } = findRequested(org, c)
    const type = readText(await readBody(c), 'type')
    if (type !== 'LITE' && type !== 'STANDARD')
      throw validationError('type', ['type: Expected LITE or STANDARD'])
    const classification = { type, lastUpdated: org.clock().toISOString() }
    org.classifications.set(id, classification)
    return c.json(classification)
  })
  // Whom too many wrong passwords locked out is blocked on every device.
  api.get('/:user/blocks', (c) => {
    const isLocked = findRequested(org, c).status === 'LOCKED_OUT'
    return c.json(isLocked ? [{ type: 'DEVICE_BASED', appliesTo: 'ANY_DEVICES' }] : [])
  })
  api.get('/:user/devices', (c) => {
    const { id } = findRequested(org, c)
    const found = [...resourcesOf(org, { kind: devices }).values()].filter((device) =>
      deviceUsersOf(device).some((each) => each['id'] === id),
    )
    return c.json(
      found.map((resource) => ({
        created: resource.created,
        deviceUserId: `duu${resource.id.slice(3)}`,
        device: toResourceJson(org, { kind: devices }, resource),
      })),
    )
  })
  api.get('/:user/idps', (c) => {
    const { id } = findRequested(org, c)
    const all = [...resourcesOf(org, { kind: identityProviders }).values()]
    const linked = all.filter((idp) => org.identityLinks.get(idp.id)?.has(id) === true)
    return c.json(linked.map((idp) => toResourceJson(org, { kind: identityProviders }, idp)))
  })
  api.get('/:user/appLinks', (c) => {
    const { id } = findRequested(org, c)
    const assigned = [...org.apps.values()].filter(
      ({ users, status }) => status === 'ACTIVE' && users.has(id),
    )
    return c.json(
      assigned.map((app, index) => ({
        id: `00ub${app.id.slice(4)}`,
        label: app.label,
        linkUrl: `${org.baseUrl}/home/${app.name}/${app.id}/0`,
        logoUrl: `${org.baseUrl}/assets/img/logos/default.png`,
        appName: app.name,
        appInstanceId: app.id,
        appAssignmentId: `0ua${app.id.slice(3)}`,
        credentialsSetup: true,
        hidden: false,
        sortOrder: index,
      })),
    )
  })
  return api
}

const riskLinks = (org: OrgState, userId: string) => ({
  self: { href: `${org.baseUrl}/api/v1/users/${userId}/risk` },
  user: { href: `${org.baseUrl}/api/v1/users/${userId}` },
})
