import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { OktaError } from '../errors/okta-error.ts'
import { filterLazily, takeFirst } from '../http/lazily.ts'
import { paginate, readCursor, readLimit } from '../http/paginate.ts'
import { readBody } from '../http/read-body.ts'
import { readObject, readText } from '../org/read-field.ts'
import { readExpression, readFlag } from '../http/read-query.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import { listGroupsOfUser } from '../org/groups.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import type { User } from '../org/user.ts'
import { deleteUser } from '../org/user-lifecycle.ts'
import { changeUser, createUser, getUser } from '../org/users.ts'
import { realms } from '../resources/directory-kinds.ts'
import { getResource } from '../resources/resources.ts'
import { toGroupJson } from './group-json.ts'
import { sortFound } from './sort-found.ts'
import { toUserJson } from './user-json.ts'
import { userFilter, userSearch } from './user-queries.ts'

const pageLimits = { default: 200, max: 200 }

/** `/api/v1/users`: create, read, list, change, delete. */
export function usersApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/', (c) => c.json(listUsers(org, c).map((user) => toUserJson(org, user, 'self'))))
  api.post('/', async (c) => c.json(toUserJson(org, await createFromBody(org, c), 'all')))
  api.get('/:user', (c) => {
    const user = findRequested(org, c)
    c.header('ETag', etagOf(user))
    return c.json(toUserJson(org, user, 'all'))
  })
  api.post('/:user', async (c) => c.json(toUserJson(org, await changeFromBody(org, c, 'merge'), 'all')))
  api.put('/:user', async (c) => c.json(toUserJson(org, await changeFromBody(org, c, 'replace'), 'all')))
  api.delete('/:user', (c) => {
    deleteUser(org, { user: findRequested(org, c), cause: c.get('cause') })
    return c.body(null, 204)
  })
  api.get('/:user/groups', (c) => {
    return c.json(listGroupsOfUser(org, findRequested(org, c)).map((group) => toGroupJson(org, group)))
  })
  return api
}

/** `me` is the owner of the API token; a client has none. Throws E0000007 for a path segment that names nobody. */
export function findRequested(org: OrgState, c: SimContext, parameter = 'user'): User {
  const name = c.req.param(parameter) ?? ''
  const caller = c.get('caller')
  return getUser(org, name === 'me' && caller.kind === 'token' ? caller.token.userId : name)
}

function listUsers(org: OrgState, c: SimContext): User[] {
  const live = filterLazily(org.users.values(), ({ status }) => status !== 'DEPROVISIONED')
  const q = c.req.query('q')?.toLowerCase()
  if (q) {
    // Keyword look-ups are not paged in Okta: the first results, no next link.
    const found = filterLazily(live, ({ profile: { firstName, lastName, email } }) => {
      return [firstName, lastName, email].some((text) => text?.toLowerCase().startsWith(q))
    })
    return takeFirst(found, readLimit(c, { default: 10, max: 200 }))
  }
  const bySearch = readExpression(c, userSearch)
  const matches = bySearch ?? readExpression(c, userFilter)
  const candidates = bySearch ? org.users.indexed() : org.users.values()
  // What an earlier page had is not looked at again, where places are the order of creation.
  const after = c.req.query('sortBy') === undefined ? readCursor(c) : 0
  const found = matches
    ? filterLazily(candidates, (user) => user.sequence > after && matches(toUserJson(org, user, 'self')))
    : live
  return paginate({ org, c }, sortFound(c, found), pageLimits)
}

async function createFromBody(org: OrgState, c: SimContext): Promise<User> {
  const body = await readBody(c)
  const typeId = readText(readObject(body, 'type'), 'id')
  const groupIds = Array.isArray(body['groupIds']) ? body['groupIds'].map(String) : []
  return createUser(org, c.get('cause'), {
    profile: readObject(body, 'profile'),
    activate: readFlag(c, 'activate') ?? true,
    groupIds,
    ...readCredentials(body),
    ...(typeId === undefined ? {} : { typeId }),
    ...readRealm(org, body),
    ...(c.req.query('nextLogin') === 'changePassword' ? { nextLogin: 'changePassword' } : {}),
  })
}

async function changeFromBody(org: OrgState, c: SimContext, mode: 'merge' | 'replace'): Promise<User> {
  const user = findRequested(org, c)
  const expected = c.req.header('If-Match')
  if (expected !== undefined && expected !== etagOf(user)) throw new OktaError('E0000231')
  const body = await readBody(c)
  const profile = readObject(body, 'profile')
  const typeId = readText(readObject(body, 'type'), 'id')
  return changeUser(org, c.get('cause'), {
    userId: user.id,
    profile: mode === 'merge' ? { ...user.profile, ...profile } : profile,
    ...readCredentials(body),
    ...readRealm(org, body),
    // Only a full replacement may change the type of a user.
    ...(typeId === undefined || mode === 'merge' ? {} : { typeId }),
  })
}

/** Throws E0000007 for a realm that does not exist. */
function readRealm(org: OrgState, body: JsonObject): { realmId?: string } {
  const realmId = readText(body, 'realmId')
  return realmId === undefined ? {} : { realmId: getResource(org, { kind: realms }, realmId).id }
}

/** Passwords are not kept: that there is one is all that the org needs to know. */
function readCredentials(body: JsonObject): { password: boolean; recoveryQuestion: string | null } {
  const credentials = readObject(body, 'credentials')
  const password = readObject(credentials, 'password')
  const question = readText(readObject(credentials, 'recovery_question'), 'question')
  return {
    password: readText(password, 'value') !== undefined || password['hash'] !== undefined,
    recoveryQuestion: question ?? null,
  }
}

function etagOf(user: User): string {
  return `W/"${createHash('sha256').update(JSON.stringify(user)).digest('hex').slice(0, 32)}"`
}
