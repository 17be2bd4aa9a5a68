import { Hono } from 'hono'
import { OktaError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import { readFlag } from '../http/read-query.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import { randomText } from '../org/ids.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readObject, readText } from '../org/read-field.ts'
import { clearUserSessions } from '../org/sessions.ts'
import type { User } from '../org/user.ts'
import { changeStatus, resetPassword } from '../org/user-lifecycle.ts'
import { changeUser } from '../org/users.ts'
import { toUserJson } from './user-json.ts'
import { findRequested } from './users.ts'

/** `/api/v1/users/{id}/credentials/*`: passwords and recovery questions, which the org knows only to be there. */
export function userCredentialsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const at = (name: string) => `/:user/credentials/${name}`
  api.post(at('change_password'), async (c) => {
    const user = findRequested(org, c)
    const body = await readBody(c)
    if (readText(readObject(body, 'oldPassword'), 'value') === undefined) throw blank('oldPassword')
    if (readText(readObject(body, 'newPassword'), 'value') === undefined) throw blank('newPassword')
    if (!['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY', 'STAGED'].includes(user.status))
      throw new OktaError('E0000036')
    const changed = changeUser(org, c.get('cause'), {
      userId: user.id,
      profile: user.profile,
      password: true,
    })
    if (body['revokeSessions'] === true) clearUserSessions(org, c.get('cause'), changed)
    return c.json(credentialsOf(org, changed))
  })
  api.post(at('change_recovery_question'), async (c) => {
    const body = await readBody(c)
    if (readText(readObject(body, 'password'), 'value') === undefined) throw blank('password')
    return c.json(credentialsOf(org, setQuestion(org, c, body)))
  })
  api.post(at('forgot_password'), (c) => {
    const user = findRequested(org, c)
    const isMailed = readFlag(c, 'sendEmail') ?? true
    changeStatus(org, { user, cause: c.get('cause') }, resetPassword)
    return c.json(
      isMailed ? {} : { resetPasswordUrl: `${org.baseUrl}/signin/reset-password/${randomText(org, 20)}` },
    )
  })
  api.post(at('forgot_password_recovery_question'), async (c) => {
    const user = findRequested(org, c)
    const body = await readBody(c)
    if (user.recoveryQuestion === null) throw new OktaError('E0000034')
    if (readText(readObject(body, 'password'), 'value') === undefined) throw blank('password')
    const changed = changeUser(org, c.get('cause'), {
      userId: user.id,
      profile: user.profile,
      password: true,
    })
    return c.json(credentialsOf(org, changed))
  })
  return api
}

function setQuestion(org: OrgState, c: SimContext, body: JsonObject): User {
  const user = findRequested(org, c)
  const { question, answer } = readObject(body, 'recovery_question')
  if (typeof question !== 'string' || typeof answer !== 'string') throw blank('recovery_question')
  return changeUser(org, c.get('cause'), {
    userId: user.id,
    profile: user.profile,
    recoveryQuestion: question,
  })
}

const credentialsOf = (org: OrgState, user: User) => Object(toUserJson(org, user, 'self')['credentials'])

const blank = (name: string) => validationError(name, [`${name}: The field cannot be left blank`])
