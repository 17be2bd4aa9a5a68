import { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { paginate } from '../http/paginate.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { App, AppGroup } from '../org/apps.ts'
import { getApp, toAppParty } from '../org/apps.ts'
import { getGroup, toGroupParty } from '../org/groups.ts'
import type { JsonObject } from '../org/json-object.ts'
import { asJsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readObject } from '../org/read-field.ts'
import { record } from '../org/system-log.ts'

/** `/api/v1/apps/{id}/groups`: the groups whose members get an app. */
export function appGroupsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:app/groups', (c) => {
    const app = getApp(org, c.req.param('app'))
    const placed = [...app.groups.values()].map((item) => ({ place: item.sequence, item }))
    return c.json(
      paginate({ org, c }, placed, { default: 20, max: 200 }).map((each) => toJson(org, app, each)),
    )
  })
  api.get('/:app/groups/:group', (c) => {
    const app = getApp(org, c.req.param('app'))
    return c.json(toJson(org, app, findAppGroup(app, c.req.param('group'))))
  })
  api.put('/:app/groups/:group', async (c) => {
    const hasBody = Number(c.req.header('Content-Length') ?? 0) > 0
    return c.json(assignGroup(org, c, hasBody ? await readBody(c) : {}))
  })
  api.patch('/:app/groups/:group', async (c) => {
    const app = getApp(org, c.req.param('app'))
    const group = findAppGroup(app, c.req.param('group'))
    const steps: unknown = JSON.parse(await c.req.text())
    const changed = Array.isArray(steps) ? steps.map(asJsonObject).reduce(patchAppGroup, group) : group
    const lastUpdated = org.clock().toISOString()
    const stored = { ...changed, lastUpdated }
    org.apps.set(app.id, { ...app, groups: new Map([...app.groups, [group.groupId, stored]]) })
    recordAssignment(org, c, { app, groupId: group.groupId, verb: 'update' })
    return c.json(toJson(org, app, stored))
  })
  api.delete('/:app/groups/:group', (c) => {
    const app = getApp(org, c.req.param('app'))
    const { groupId } = findAppGroup(app, c.req.param('group'))
    org.apps.set(app.id, { ...app, groups: new Map([...app.groups].filter(([id]) => id !== groupId)) })
    recordAssignment(org, c, { app, groupId, verb: 'remove' })
    return c.body(null, 204)
  })
  return api
}

function assignGroup(org: OrgState, c: SimContext, body: JsonObject): JsonObject {
  const app = getApp(org, c.req.param('app') ?? '')
  const group = getGroup(org, c.req.param('group') ?? '')
  const before = app.groups.get(group.id)
  const priority = typeof body['priority'] === 'number' ? body['priority'] : app.groups.size
  const appGroup: AppGroup = {
    groupId: group.id,
    priority: before?.priority ?? priority,
    profile: readObject(body, 'profile'),
    sequence: before?.sequence ?? org.nextSequence(),
    lastUpdated: org.clock().toISOString(),
  }
  org.apps.set(app.id, { ...app, groups: new Map([...app.groups, [group.id, appGroup]]) })
  if (before === undefined) recordAssignment(org, c, { app, groupId: group.id, verb: 'add' })
  return toJson(org, app, appGroup)
}

type Recorded = { app: App; groupId: string; verb: 'add' | 'remove' | 'update' }

function recordAssignment(org: OrgState, c: SimContext, { app, groupId, verb }: Recorded): void {
  const group = org.groups.get(groupId)
  const target = [...(group === undefined ? [] : [toGroupParty(group)]), toAppParty(app)]
  record(org, c.get('cause'), { eventType: `group.application_assignment.${verb}`, target })
}

/** One step of a JSON Patch: `replace` or `remove` of the priority or of a field of the profile. */
function patchAppGroup(group: AppGroup, { op, path, value }: JsonObject): AppGroup {
  if (path === '/priority' && op === 'replace' && typeof value === 'number')
    return { ...group, priority: value }
  const [, field] = /^\/profile\/(\w+)$/.exec(String(path)) ?? []
  if (path === '/profile' && op === 'replace') return { ...group, profile: asJsonObject(value) }
  if (field === undefined || (op !== 'replace' && op !== 'remove')) {
    throw validationError('path', [`path: ${String(op)} of ${String(path)} is not possible`])
  }
  const others = Object.entries(group.profile).filter(([name]) => name !== field)
  return { ...group, profile: Object.fromEntries(op === 'remove' ? others : [...others, [field, value]]) }
}

function findAppGroup(app: App, groupId: string): AppGroup {
  const found = app.groups.get(groupId)
  if (found === undefined) throw notFoundError('ApplicationGroupAssignment', groupId)
  return found
}

function toJson(org: OrgState, app: App, { groupId, priority, profile, lastUpdated }: AppGroup): JsonObject {
  const path = `${org.baseUrl}/api/v1/apps/${app.id}`
  return {
    id: groupId,
    lastUpdated,
    priority,
    profile,
    _links: {
      self: { href: `${path}/groups/${groupId}` },
      app: { href: path },
      group: { href: `${org.baseUrl}/api/v1/groups/${groupId}` },
    },
  }
}
