import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { paginate } from '../http/paginate.ts'
import { readBody } from '../http/read-body.ts'
import { readObject, readText } from '../org/read-field.ts'
import type { SimEnv } from '../http/sim-env.ts'
import type { AppUser } from '../org/app-users.ts'
import { assignAppUser, changeAppUser, getAppUser, removeAppUser } from '../org/app-users.ts'
import { getApp } from '../org/apps.ts'
import type { OrgState } from '../org/org-state.ts'

/** `/api/v1/apps/{id}/users`: the assignments of users to an app. */
export function appUsersApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:app/users', (c) => {
    const app = getApp(org, c.req.param('app'))
    const placed = [...app.users.values()].map((item) => ({ place: item.sequence, item }))
    const page = paginate({ org, c }, placed, { default: 50, max: 500 })
    return c.json(page.map((appUser) => toAppUserJson(org, app.id, appUser)))
  })
  api.post('/:app/users', async (c) => {
    const body = await readBody(c)
    const userId = readText(body, 'id')
    if (userId === undefined) throw validationError('id', ['id: The field cannot be left blank'])
    const userName = readText(readObject(body, 'credentials'), 'userName')
    const appId = c.req.param('app')
    const appUser = assignAppUser(org, c.get('cause'), {
      appId,
      userId,
      profile: readObject(body, 'profile'),
      ...(userName === undefined ? {} : { userName }),
    })
    return c.json(toAppUserJson(org, appId, appUser))
  })
  api.get('/:app/users/:user', (c) => {
    const { app, user } = c.req.param()
    return c.json(toAppUserJson(org, app, getAppUser(org, app, user)))
  })
  api.post('/:app/users/:user', async (c) => {
    const { app, user } = c.req.param()
    const body = await readBody(c)
    const change = {
      profile: readObject(body, 'profile'),
      userName: readText(readObject(body, 'credentials'), 'userName'),
      scope: body['scope'],
    }
    return c.json(
      toAppUserJson(org, app, changeAppUser(org, c.get('cause'), { appId: app, userId: user, ...change })),
    )
  })
  api.delete('/:app/users/:user', (c) => {
    removeAppUser(org, c.get('cause'), { appId: c.req.param('app'), userId: c.req.param('user') })
    return c.body(null, 204)
  })
  return api
}

function toAppUserJson(org: OrgState, appId: string, appUser: AppUser): Record<string, unknown> {
  return {
    id: appUser.userId,
    externalId: null,
    created: appUser.created,
    lastUpdated: appUser.created,
    scope: appUser.scope,
    status: 'ACTIVE',
    statusChanged: appUser.created,
    passwordChanged: null,
    syncState: appUser.syncState ?? 'DISABLED',
    credentials: { userName: appUser.userName },
    profile: appUser.profile,
    _links: {
      app: { href: `${org.baseUrl}/api/v1/apps/${appId}` },
      user: { href: `${org.baseUrl}/api/v1/users/${appUser.userId}` },
    },
  }
}
