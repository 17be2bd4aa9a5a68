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
  isTappedOn,
  listFactors,
  removeFactor,
  resendCode,
  verifyFactor,
} from '../org/factors.ts'
import { randomText } from '../org/ids.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readObject, readText } from '../org/read-field.ts'
import type { User } from '../org/user.ts'
import { findRequested } from './users.ts'

const pushLifeMs = 5 * 60 * 1000

const questions = [
  { question: 'disliked_food', questionText: 'What is the food you least liked as a child?' },
  { question: 'first_computer_game', questionText: 'What was the first computer game you played?' },
]

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
  api.get('/:user/factors/questions', (c) => {
    findRequested(org, c)
    return c.json(questions)
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
    const hasBody = Number(c.req.header('Content-Length') ?? 0) > 0
    const passCode = hasBody ? readText(await readBody(c), 'passCode') : undefined
    const factor = activateFactor(org, operation, { factorId: c.req.param('factor'), passCode })
    return c.json(toFactorJson(org, operation.user, factor))
  })
  api.post('/:user/factors/:factor/resend', async (c) => {
    const { user } = at(c)
    const body = await readBody(c)
    const factor = resendCode(org, user, c.req.param('factor'))
    return c.json({ ...body, ...toFactorJson(org, user, factor) })
  })
  api.post('/:user/factors/:factor/verify', async (c) => {
    const operation = at(c)
    const factor = getFactor(org, operation.user, c.req.param('factor'))
    if (isTappedOn(factor)) return c.json(startPush(org, operation.user, factor), 201)
    const body = await readBody(c)
    const passCode = readText(body, 'passCode') ?? readText(body, 'answer')
    verifyFactor(org, operation, { factorId: factor.id, passCode })
    return c.json({ factorResult: 'SUCCESS' })
  })
  // The owner of the device agrees as soon as somebody asks for the result.
  api.get('/:user/factors/:factor/transactions/:transaction', (c) => {
    verifyFactor(org, at(c), { factorId: c.req.param('factor'), passCode: undefined })
    return c.json({ factorResult: 'SUCCESS' })
  })
  return api
}

function startPush(org: OrgState, user: User, factor: Factor): JsonObject {
  if (factor.status !== 'ACTIVE') throw validationError('factor', ['The factor is not active.'])
  const id = `v2${randomText(org, 30)}`
  const poll = `${org.baseUrl}/api/v1/users/${user.id}/factors/${factor.id}/transactions/${id}`
  return {
    id,
    factorResult: 'WAITING',
    expiresAt: new Date(org.clock().getTime() + pushLifeMs).toISOString(),
    profile: factor.profile,
    _links: {
      poll: { href: poll, hints: { allow: ['GET'] } },
      cancel: { href: poll, hints: { allow: ['DELETE'] } },
    },
  }
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
