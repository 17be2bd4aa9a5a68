import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import { readFlag } from '../http/read-query.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { Factor } from '../org/factors.ts'
import {
  activateFactor,
  enrolFactor,
  getFactor,
  listFactors,
  removeFactor,
  verifyFactor,
} from '../org/factors.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readObject, readText } from '../org/read-field.ts'
import type { User } from '../org/user.ts'
import { findRequested } from './users.ts'

const catalog = [
  { factorType: 'token:software:totp', provider: 'GOOGLE', vendorName: 'GOOGLE' },
  { factorType: 'email', provider: 'OKTA', vendorName: 'OKTA' },
  { factorType: 'push', provider: 'OKTA', vendorName: 'OKTA' },
  { factorType: 'sms', provider: 'OKTA', vendorName: 'OKTA' },
] as const

/** `/api/v1/users/{id}/factors`: enrolment, activation, verification and removal. */
export function factorsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const at = (c: SimContext) => ({ user: findRequested(org, c), cause: c.get('cause') })
  api.get('/:user/factors', (c) => {
    const { user } = at(c)
    return c.json(listFactors(org, user).map((factor) => toFactorJson(org, user, factor)))
  })
  api.get('/:user/factors/catalog', (c) => {
    const enrolled = new Set(listFactors(org, at(c).user).map(({ factorType }) => factorType))
    return c.json(
      catalog.map((each) => ({
        ...each,
        status: enrolled.has(each.factorType) ? 'ACTIVE' : 'NOT_SETUP',
        enrollment: 'OPTIONAL',
      })),
    )
  })
  api.post('/:user/factors', async (c) => {
    const body = await readBody(c)
    const [factorType, provider] = [readText(body, 'factorType'), readText(body, 'provider')]
    if (factorType === undefined || provider === undefined) {
      throw validationError('factorType', [
        'factorType: The fields factorType and provider cannot be left blank',
      ])
    }
    const operation = at(c)
    const activate = readFlag(c, 'activate') ?? false
    const factor = enrolFactor(org, operation, {
      factorType,
      provider,
      profile: readObject(body, 'profile'),
      activate,
    })
    return c.json(toFactorJson(org, operation.user, factor))
  })
  api.get('/:user/factors/:factor', (c) => {
    const { user } = at(c)
    return c.json(toFactorJson(org, user, getFactor(org, user, c.req.param('factor'))))
  })
  api.delete('/:user/factors/:factor', (c) => {
    removeFactor(org, at(c), c.req.param('factor'))
    return c.body(null, 204)
  })
  api.post('/:user/factors/:factor/lifecycle/activate', async (c) => {
    const operation = at(c)
    const passCode = readText(await readBody(c), 'passCode')
    const factor = activateFactor(org, operation, { factorId: c.req.param('factor'), passCode })
    return c.json(toFactorJson(org, operation.user, factor))
  })
  api.post('/:user/factors/:factor/verify', async (c) => {
    const passCode = readText(await readBody(c), 'passCode')
    verifyFactor(org, at(c), { factorId: c.req.param('factor'), passCode })
    return c.json({ factorResult: 'SUCCESS' })
  })
  return api
}

function toFactorJson(org: OrgState, user: User, factor: Factor): JsonObject {
  const { secret, failures: _failures, ...facts } = factor
  const self = `${org.baseUrl}/api/v1/users/${user.id}/factors/${factor.id}`
  const isPending = factor.status === 'PENDING_ACTIVATION'
  const step = isPending
    ? { activate: { href: `${self}/lifecycle/activate`, hints: { allow: ['POST'] } } }
    : { verify: { href: `${self}/verify`, hints: { allow: ['POST'] } } }
  return {
    ...facts,
    vendorName: factor.provider,
    _links: {
      self: { href: self, hints: { allow: ['GET', 'DELETE'] } },
      ...step,
      user: { href: `${org.baseUrl}/api/v1/users/${user.id}`, hints: { allow: ['GET'] } },
    },
    ...(isPending && factor.factorType === 'token:software:totp'
      ? { _embedded: { activation: toActivation(self, secret) } }
      : {}),
  }
}

function toActivation(self: string, sharedSecret: string): JsonObject {
  const qrcode = { href: `${self}/qr/00${sharedSecret}`, type: 'image/png' }
  return { timeStep: 30, sharedSecret, encoding: 'base32', keyLength: 6, _links: { qrcode } }
}
