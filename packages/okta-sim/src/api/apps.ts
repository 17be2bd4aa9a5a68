import { Hono } from 'hono'
import { paginate, readLimit } from '../http/paginate.ts'
import type { ExpressionParameter } from '../http/read-query.ts'
import { readExpression } from '../http/read-query.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { App } from '../org/apps.ts'
import { getApp } from '../org/apps.ts'
import type { OrgState } from '../org/org-state.ts'

const appFilter: ExpressionParameter = {
  name: 'filter',
  letterCase: 'case-sensitive',
  errorCode: 'E0000031',
  rules: {
    not: 'refused',
    allows: (attribute, operator) =>
      ['id', 'status', 'name', 'user.id'].includes(attribute) && operator === 'eq',
  },
}

/** `/api/v1/apps`: list and read. */
export function appsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/', (c) => c.json(listApps(org, c).map((app) => toAppJson(org, app))))
  api.get('/:app', (c) => c.json(toAppJson(org, getApp(org, c.req.param('app')))))
  return api
}

function listApps(org: OrgState, c: SimContext): App[] {
  const limits = { default: 20, max: 200 }
  const apps = [...org.apps.values()]
  const q = c.req.query('q')?.toLowerCase()
  if (q) {
    const found = apps.filter(({ name, label }) =>
      [name, label].some((text) => text.toLowerCase().startsWith(q)),
    )
    return found.slice(0, readLimit(c, limits))
  }
  const matches = readExpression(c, appFilter)
  const found = matches ? apps.filter((app) => matches(toFilterSubject(app))) : apps
  const placed = found.map((item) => ({ place: item.sequence, item }))
  return paginate({ org, c }, placed, limits)
}

function toFilterSubject({ id, status, name, users }: App): Record<string, unknown> {
  return { id, status, name, user: [...users.keys()].map((userId) => ({ id: userId })) }
}

function toAppJson(org: OrgState, app: App): Record<string, unknown> {
  const { sequence: _sequence, users: _users, ...facts } = app
  const self = `${org.baseUrl}/api/v1/apps/${app.id}`
  return {
    ...facts,
    orn: `orn:okta:idp:${org.id}:apps:${app.name}:${app.id}`,
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: false, web: false },
      appLinks: {},
    },
    features: [],
    credentials: { userNameTemplate: { template: '${source.login}', type: 'BUILT_IN' }, signing: {} },
    settings: {
      app: {},
      notifications: { vpn: { network: { connection: 'DISABLED' }, message: null, helpUrl: null } },
    },
    profile: {},
    _links: {
      self: { href: self },
      users: { href: `${self}/users` },
      groups: { href: `${self}/groups` },
      deactivate: { href: `${self}/lifecycle/deactivate` },
    },
  }
}
