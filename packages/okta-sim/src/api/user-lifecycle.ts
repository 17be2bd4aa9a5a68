import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { readFlag } from '../http/read-query.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import { randomText } from '../org/ids.ts'
import type { OrgState } from '../org/org-state.ts'
import { clearUserSessions } from '../org/sessions.ts'
import type { UserOperation } from '../org/user-lifecycle.ts'
import {
  activateUser,
  changeStatus,
  deactivateUser,
  expirePassword,
  reactivate,
  resetFactors,
  resetPassword,
  suspend,
  unlock,
  unsuspend,
} from '../org/user-lifecycle.ts'
import { toUserJson } from './user-json.ts'
import { findRequested } from './users.ts'

/** `/api/v1/users/{id}/lifecycle/*` */
export function userLifecycleApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const on = (name: string, run: (operation: UserOperation, c: SimContext) => Record<string, unknown>) => {
    api.post(`/:user/lifecycle/${name}`, (c) => {
      return c.json(run({ user: findRequested(org, c), cause: c.get('cause') }, c))
    })
  }
  const nothing = {}
  for (const [name, change] of Object.entries({ suspend, unsuspend, unlock })) {
    on(name, (operation) => {
      changeStatus(org, operation, change)
      return nothing
    })
  }
  on('activate', (operation, c) => {
    const isMailed = readFlag(c, 'sendEmail') ?? true
    activateUser(org, operation)
    return isMailed ? nothing : activationLink(org)
  })
  on('reactivate', (operation, c) => {
    const isMailed = readFlag(c, 'sendEmail') ?? true
    changeStatus(org, operation, reactivate)
    return isMailed ? nothing : activationLink(org)
  })
  on('deactivate', (operation) => {
    deactivateUser(org, operation)
    return nothing
  })
  on('expire_password', (operation) => toUserJson(org, changeStatus(org, operation, expirePassword), 'all'))
  on('expire_password_with_temp_password', (operation, c) => {
    const revokes = readFlag(c, 'revokeSessions') ?? false
    changeStatus(org, operation, expirePassword)
    if (revokes) clearUserSessions(org, operation.cause, operation.user)
    return { tempPassword: randomText(org, 12) }
  })
  on('reset_password', (operation, c) => {
    const sendEmail = readFlag(c, 'sendEmail')
    if (sendEmail === undefined) throw validationError('sendEmail', ['sendEmail: The parameter is required'])
    const revokes = readFlag(c, 'revokeSessions') ?? false
    changeStatus(org, operation, resetPassword)
    if (revokes) clearUserSessions(org, operation.cause, operation.user)
    return sendEmail
      ? nothing
      : { resetPasswordUrl: `${org.baseUrl}/signin/reset-password/${randomText(org, 20)}` }
  })
  on('reset_factors', (operation) => {
    resetFactors(org, operation)
    return nothing
  })
  return api
}

function activationLink(org: OrgState): Record<string, unknown> {
  const activationToken = randomText(org, 20)
  return { activationUrl: `${org.baseUrl}/welcome/${activationToken}`, activationToken }
}
