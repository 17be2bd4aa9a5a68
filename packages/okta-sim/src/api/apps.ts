import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { paginate, readLimit } from '../http/paginate.ts'
import { readBody } from '../http/read-body.ts'
import { readText } from '../org/read-field.ts'
import type { ExpressionParameter } from '../http/read-query.ts'
import { readExpression, readFlag } from '../http/read-query.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { App } from '../org/apps.ts'
import { changeApp, createApp, deleteApp, getApp, parseSignOnMode, setAppStatus } from '../org/apps.ts'
import { asJsonObject, type JsonObject } from '../org/json-object.ts'
import { parseOAuthClient } from '../org/oauth-client.ts'
import type { OrgState } from '../org/org-state.ts'
import { toAppJson } from './app-json.ts'

const appFilter: ExpressionParameter = {
  name: 'filter',
  letterCase: 'case-sensitive',
  errorCode: 'E0000031',
  rules: {
    not: 'refused',
    allows: (attribute, operator) =>
      ['id', 'status', 'name', 'user.id', 'group.id'].includes(attribute) && operator === 'eq',
  },
}

/** `/api/v1/apps`: list, create, read, replace, switch, delete. */
export function appsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/', (c) => c.json(listApps(org, c).map((app) => toAppJson(org, app))))
  api.post('/', async (c) => {
    const body = await readBody(c)
    const active = readFlag(c, 'activate') ?? true
    return c.json(toAppJson(org, createFromBody(org, c, { body, active }), 'with secret'))
  })
  api.get('/:app', (c) => c.json(toAppJson(org, getApp(org, c.req.param('app')))))
  api.put('/:app', async (c) => {
    const body = await readBody(c)
    const app = getApp(org, c.req.param('app'))
    const oauth = app.oauth === null ? null : parseOAuthClient(org, body, app.oauth)
    const facts = { label: readLabel(body), oauth, details: readDetails(body) }
    return c.json(toAppJson(org, changeApp(org, c.get('cause'), { appId: app.id, facts })))
  })
  api.delete('/:app', (c) => {
    deleteApp(org, c.get('cause'), c.req.param('app'))
    return c.body(null, 204)
  })
  for (const [operation, status] of [
    ['activate', 'ACTIVE'],
    ['deactivate', 'INACTIVE'],
  ] as const) {
    api.post(`/:app/lifecycle/${operation}`, (c) => {
      setAppStatus(org, c.get('cause'), { appId: c.req.param('app'), status })
      return c.json({})
    })
  }
  return api
}

function createFromBody(
  org: OrgState,
  c: SimContext,
  { body, active }: { body: JsonObject; active: boolean },
) {
  const signOnMode = parseSignOnMode(body['signOnMode'])
  const isOpenId = signOnMode === 'OPENID_CONNECT'
  return createApp(org, c.get('cause'), {
    name: readText(body, 'name') ?? signOnMode.toLowerCase(),
    label: readLabel(body),
    signOnMode,
    details: readDetails(body),
    active,
    ...(isOpenId ? { oauth: parseOAuthClient(org, body) } : {}),
  })
}

function readLabel(body: JsonObject): string {
  const label = readText(body, 'label')
  if (label === undefined || label === '')
    throw validationError('label', ['label: The field cannot be left blank'])
  return label
}

/** What is kept as it was sent; the fields that mean something to the org are kept by name. */
export function readDetails(body: JsonObject): JsonObject {
  const kept = ['accessibility', 'visibility', 'settings', 'profile', 'features']
  const details = Object.fromEntries(Object.entries(body).filter(([name]) => kept.includes(name)))
  const credentials = Object.entries(asJsonObject(body['credentials'])).filter(([name]) =>
    signInFields.includes(name),
  )
  return credentials.length === 0 ? details : { ...details, credentials: Object.fromEntries(credentials) }
}

/** How people sign in to a password app; the password itself is never kept. */
const signInFields = ['scheme', 'revealPassword', 'userName', 'userNameTemplate']

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

function toFilterSubject({ id, status, name, users, groups }: App): Record<string, unknown> {
  const withIds = (ids: Iterable<string>) => [...ids].map((each) => ({ id: each }))
  return { id, status, name, user: withIds(users.keys()), group: withIds(groups.keys()) }
}
