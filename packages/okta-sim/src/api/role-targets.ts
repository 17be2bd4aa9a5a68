import type { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { paginate } from '../http/paginate.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import { getApp, toAppParty } from '../org/apps.ts'
import { getGroup, toGroupParty } from '../org/groups.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { EventParty } from '../org/log-event.ts'
import type { OrgState } from '../org/org-state.ts'
import type { AppTarget, RoleAssignment, RoleHolder } from '../org/roles.ts'
import { changeTargets, getRole } from '../org/roles.ts'
import { toGroupJson } from './group-json.ts'

const pageLimits = { default: 20, max: 200 }
const narrowedByGroups = ['USER_ADMIN', 'HELP_DESK_ADMIN', 'GROUP_MEMBERSHIP_ADMIN']

/** `…/{id}/roles/{assignment}/targets`: the groups and apps to which a standard role is narrowed. */
export function mountRoleTargets(
  api: Hono<SimEnv>,
  org: OrgState,
  area: { find(c: SimContext): RoleHolder; appTargetStatus: 200 | 204 },
): void {
  const find = (c: SimContext) => {
    const holder = area.find(c)
    return { holder, role: getRole(org, holder.party.id, c.req.param('role') ?? '') }
  }
  const base = '/:holder/roles/:role/targets'
  api.get(`${base}/groups`, (c) => {
    const groups = find(c).role.groupTargets.flatMap((id) => org.groups.get(id) ?? [])
    const placed = groups.map((item) => ({ place: item.sequence, item }))
    return c.json(paginate({ org, c }, placed, pageLimits).map((group) => toGroupJson(org, group)))
  })
  for (const method of ['PUT', 'DELETE'] as const) {
    api.on(method, `${base}/groups/:target`, (c) => {
      const { holder, role } = find(c)
      const group = getGroup(org, c.req.param('target') ?? '')
      if (!narrowedByGroups.includes(role.type)) throw notNarrowable(role, 'groups')
      const groupTargets = change(role.groupTargets, { value: group.id, method, same: (a, b) => a === b })
      retarget(org, c, { holder, role, targets: { groupTargets }, party: toGroupParty(group), method })
      return c.body(null, 204)
    })
  }
  const apps = `${base}/catalog/apps`
  api.get(apps, (c) => {
    const placed = find(c).role.appTargets.map((item, index) => ({ place: index + 1, item }))
    return c.json(paginate({ org, c }, placed, pageLimits).map((target) => toCatalogJson(org, target)))
  })
  for (const method of ['PUT', 'DELETE'] as const) {
    for (const path of [`${apps}/:name`, `${apps}/:name/:app`]) {
      api.on(method, path, (c) => {
        const { holder, role } = find(c)
        if (role.type !== 'APP_ADMIN') throw notNarrowable(role, 'apps')
        const { target, party } = findAppTarget(org, c)
        const same = (a: AppTarget, b: AppTarget) => a.name === b.name && a.appId === b.appId
        const appTargets = change(role.appTargets, { value: target, method, same })
        retarget(org, c, { holder, role, targets: { appTargets }, party, method })
        return c.body(null, method === 'PUT' && target.appId === undefined ? area.appTargetStatus : 204)
      })
    }
  }
}

type Retargeting = {
  holder: RoleHolder
  role: RoleAssignment
  targets: Partial<Pick<RoleAssignment, 'groupTargets' | 'appTargets'>>
  party: EventParty
  method: 'PUT' | 'DELETE'
}

function retarget(org: OrgState, c: SimContext, { holder, role, targets, party, method }: Retargeting): void {
  const next = { ...role, ...targets }
  changeTargets(org, c.get('cause'), { holder, role: next, party, isGrant: method === 'PUT' })
}

type Step<T> = { value: T; method: 'PUT' | 'DELETE'; same: (a: T, b: T) => boolean }

/** The first target narrows a role; the last one stays, since without it the role would reach everything again. */
function change<T>(targets: readonly T[], { value, method, same }: Step<T>): T[] {
  const others = targets.filter((each) => !same(each, value))
  if (method === 'PUT') return [...others, value]
  if (others.length === targets.length) throw notFoundError('RoleTarget', JSON.stringify(value))
  if (others.length > 0) return others
  throw validationError('targets', [
    'targets: The last target of a role cannot be removed; delete the role assignment instead',
  ])
}

function notNarrowable(role: RoleAssignment, kind: 'groups' | 'apps') {
  return validationError('role', [`role: ${role.type} cannot be narrowed to ${kind}`])
}

function findAppTarget(org: OrgState, c: SimContext): { target: AppTarget; party: EventParty } {
  const name = c.req.param('name') ?? ''
  const appId = c.req.param('app')
  const installed = [...org.apps.values()].filter((app) => app.name === name)
  const app = appId === undefined ? installed[0] : getApp(org, appId)
  if (app === undefined || app.name !== name) throw notFoundError('AppName', name)
  const party = toAppParty(app)
  return appId === undefined
    ? { target: { name }, party: { ...party, type: 'App', id: name } }
    : { target: { name, appId }, party }
}

/** A catalogue app, with the id of the instance when the role is narrowed to that one. */
export function toCatalogJson(org: OrgState, { name, appId }: AppTarget): JsonObject {
  const app = [...org.apps.values()].find((each) => each.name === name && (appId ?? each.id) === each.id)
  return {
    name,
    displayName: app?.label ?? name,
    description: '',
    status: 'ACTIVE',
    lastUpdated: app?.lastUpdated ?? new Date(0).toISOString(),
    category: '',
    verificationStatus: 'OKTA_VERIFIED',
    website: '',
    signOnModes: app === undefined ? [] : [app.signOnMode],
    features: [],
    ...(appId === undefined ? {} : { id: appId }),
    _links: { self: { href: `${org.baseUrl}/api/v1/catalog/apps/${name}` } },
  }
}

/** What a role is narrowed to, as Okta Resource Names. */
export function toTargetsJson(org: OrgState, role: RoleAssignment): JsonObject[] {
  const orns = [
    ...role.groupTargets.map((id) => `orn:okta:directory:${org.id}:groups:${id}`),
    ...role.appTargets.map(
      ({ name, appId }) => `orn:okta:idp:${org.id}:apps:${name}${appId ? `:${appId}` : ''}`,
    ),
  ]
  return orns.map((orn) => ({ assignmentType: role.assignmentType, orn }))
}
