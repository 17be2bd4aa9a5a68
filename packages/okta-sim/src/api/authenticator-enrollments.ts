import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { Factor } from '../org/factors.ts'
import { enrolFactor, getFactor, listFactors, removeFactor } from '../org/factors.ts'
import { randomText } from '../org/ids.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readObject, readText } from '../org/read-field.ts'
import type { User } from '../org/user.ts'
import { getResource } from '../resources/resources.ts'
import { authenticators } from '../resources/security-kinds.ts'
import { findRequested } from './users.ts'

// What Identity Engine calls the factors of Classic Engine.
const names = new Map([
  ['token:software:totp', { type: 'app', key: 'google_otp', name: 'Google Authenticator' }],
  ['push', { type: 'app', key: 'okta_verify', name: 'Okta Verify' }],
  ['email', { type: 'email', key: 'okta_email', name: 'Email' }],
  ['sms', { type: 'phone', key: 'phone_number', name: 'Phone' }],
  ['call', { type: 'phone', key: 'phone_number', name: 'Phone' }],
  ['question', { type: 'security_question', key: 'security_question', name: 'Security Question' }],
  ['webauthn', { type: 'security_key', key: 'webauthn', name: 'Security Key or Biometric' }],
  ['tac', { type: 'tac', key: 'tac', name: 'Temporary Access Code' }],
])

/** `/api/v1/users/{id}/authenticator-enrollments`: the factors of a user as Identity Engine names them. */
export function authenticatorEnrollmentsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const all = '/:user/authenticator-enrollments'
  const at = (c: SimContext) => ({ user: findRequested(org, c), cause: c.get('cause') })
  api.get(all, (c) => {
    const { user } = at(c)
    return c.json(listFactors(org, user).map((factor) => toJson(org, user, factor)))
  })
  api.post(`${all}/phone`, async (c) => {
    const operation = at(c)
    const body = await readAuthenticator(org, c)
    const phoneNumber = readText(readObject(body, 'profile'), 'phoneNumber')
    const factor = enrolFactor(org, operation, {
      factorType: 'sms',
      provider: 'OKTA',
      profile: phoneNumber === undefined ? {} : { phoneNumber },
      activate: true,
    })
    return c.json(toJson(org, operation.user, factor))
  })
  api.post(`${all}/tac`, async (c) => {
    const operation = at(c)
    const wished = readObject(await readAuthenticator(org, c), 'profile')
    const profile = { multiUse: wished['multiUse'] === true, ttl: wished['ttl'] ?? '60' }
    const factor = enrolFactor(org, operation, {
      factorType: 'tac',
      provider: 'OKTA',
      profile,
      activate: true,
    })
    // Shown once, to the administrator who hands it over.
    const shown = toJson(org, operation.user, factor)
    return c.json({ ...shown, profile: { ...profile, tac: randomText(org, 16) } })
  })
  api.get(`${all}/:enrollment`, (c) => {
    const { user } = at(c)
    return c.json(toJson(org, user, getFactor(org, user, c.req.param('enrollment'))))
  })
  api.delete(`${all}/:enrollment`, (c) => {
    removeFactor(org, at(c), c.req.param('enrollment'))
    return c.body(null, 204)
  })
  return api
}

async function readAuthenticator(org: OrgState, c: SimContext): Promise<JsonObject> {
  const body = await readBody(c)
  const id = readText(body, 'authenticatorId')
  if (id === undefined)
    throw validationError('authenticatorId', ['authenticatorId: The field cannot be left blank'])
  getResource(org, { kind: authenticators }, id)
  return body
}

function toJson(org: OrgState, user: User, factor: Factor): JsonObject {
  const { id, created, lastUpdated, status, profile, factorType } = factor
  const about = names.get(factorType) ?? { type: 'app', key: factorType, name: factorType }
  const self = `${org.baseUrl}/api/v1/users/${user.id}/authenticator-enrollments/${id}`
  const { phoneNumber } = profile
  return {
    id,
    ...about,
    status,
    created,
    lastUpdated,
    ...(phoneNumber === undefined ? {} : { profile: { phoneNumber } }),
    _links: { self: { href: self, hints: { allow: ['GET', 'DELETE'] } } },
  }
}
