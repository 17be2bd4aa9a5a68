import { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { record } from '../org/system-log.ts'
import type { Resource } from '../resources/resource-kind.ts'
import { getResource } from '../resources/resources.ts'
import { authenticators } from '../resources/security-kinds.ts'

const methodsByKey: Readonly<Record<string, readonly string[]>> = {
  okta_email: ['email'],
  okta_password: ['password'],
  okta_verify: ['push', 'totp', 'signed_nonce'],
  google_otp: ['otp'],
  phone_number: ['sms', 'voice'],
  security_question: ['security_question'],
  webauthn: ['webauthn'],
  security_key: ['webauthn'],
  duo: ['duo'],
  external_idp: ['idp'],
  smart_card_idp: ['idp'],
  tac: ['tac'],
}

/** `/api/v1/authenticators/{id}/methods`: the ways in which an authenticator proves who somebody is. */
export function authenticatorMethodsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const find = (c: SimContext) => getResource(org, { kind: authenticators }, c.req.param('id') ?? '')
  api.get('/:id/methods', (c) => {
    const authenticator = find(c)
    return c.json(typesOf(authenticator).map((type) => readMethod(org, authenticator, type)))
  })
  api.get('/:id/methods/:type', (c) => c.json(readMethod(org, find(c), c.req.param('type'))))
  api.put('/:id/methods/:type', async (c) => {
    const authenticator = find(c)
    const type = c.req.param('type')
    const { status } = readMethod(org, authenticator, type)
    const body = await readBody(c)
    return c.json(storeMethod(org, c, { authenticator, type, body: { status, ...body } }))
  })
  for (const [operation, status] of [
    ['activate', 'ACTIVE'],
    ['deactivate', 'INACTIVE'],
  ] as const) {
    api.post(`/:id/methods/:type/lifecycle/${operation}`, (c) => {
      const authenticator = find(c)
      const type = c.req.param('type')
      const methods = typesOf(authenticator).map((each) => readMethod(org, authenticator, each))
      const others = methods.filter((each) => each['type'] !== type && each['status'] === 'ACTIVE')
      if (status === 'INACTIVE' && others.length === 0) {
        throw validationError('method', ['method: An authenticator needs at least one active method'])
      }
      const body = { ...readMethod(org, authenticator, type), status }
      return c.json(storeMethod(org, c, { authenticator, type, body }))
    })
  }
  return api
}

const typesOf = ({ body }: Resource) => methodsByKey[String(body['key'])] ?? []

const keyOf = ({ id }: Resource, type: string) => `${authenticators.path}/${id}/methods/${type}`

function readMethod(org: OrgState, authenticator: Resource, type: string): JsonObject {
  if (!typesOf(authenticator).includes(type)) throw notFoundError('AuthenticatorMethod', type)
  const self = `${org.baseUrl}${keyOf(authenticator, type)}`
  const settings = org.settings.get(keyOf(authenticator, type)) ?? { status: 'ACTIVE' }
  return { ...settings, type, _links: { self: { href: self, hints: { allow: ['GET', 'PUT'] } } } }
}

type Stored = { authenticator: Resource; type: string; body: JsonObject }

function storeMethod(org: OrgState, c: SimContext, { authenticator, type, body }: Stored): JsonObject {
  const { _links, ...settings } = body
  org.settings.set(keyOf(authenticator, type), settings)
  const displayName = String(authenticator.body['name'])
  const target = [
    { id: authenticator.id, type: 'Authenticator', alternateId: type, displayName, detailEntry: null },
  ]
  record(org, c.get('cause'), { eventType: 'security.authenticator.lifecycle.update', target })
  return readMethod(org, authenticator, type)
}
