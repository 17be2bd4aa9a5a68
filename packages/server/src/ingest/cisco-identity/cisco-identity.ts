import { randomBytes } from 'node:crypto'
import { field, isJsonObject, z, type Json, type JsonObject } from '@keyway/sdk'
import { oauthFields, toBearerRule } from '../sources/oauth-fields.ts'
import { defineSourceKind } from '../sources/source-kind.ts'
import { readData, readJsonText } from '../sources/read-data.ts'
import { isSecret } from '../sources/signature.ts'

const settings = z.object({
  security: field(z.enum(['api-key', 'basic', 'oauth']).default('api-key'), {
    title: 'How it proves itself',
  }),
  headerName: field(
    z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,100}$/, 'A header name has letters, digits and hyphens.')
      .default('x-api-client-token'),
    { shownFor: { security: ['api-key'] }, title: 'API key name', description: 'For api-key.' },
  ),
  userName: field(
    z
      .string()
      .max(200)
      .regex(/^[^:]*$/)
      .default('oort'),
    { shownFor: { security: ['basic'] }, title: 'User name', description: 'For basic.' },
  ),
  ...oauthFields,
})

/** Notifications of Cisco Identity Intelligence (formerly Oort) about checks that users fail. */
export const ciscoIdentity = defineSourceKind({
  id: 'cisco-identity',
  title: 'Cisco Identity Intelligence (Oort)',
  about: 'Notifications about failed checks, with the users who fail them.',
  settings,
  secret: { title: 'API key', generate: () => randomBytes(32).toString('hex') },
  types: ['failed_check'],
  bearer: (given) => (given.security === 'oauth' ? toBearerRule(given) : undefined),
  verify({ headers }, { security, headerName, userName }, secrets) {
    // The token is all there is to look at.
    if (security === 'oauth') return undefined
    if (security === 'api-key') {
      const given = headers.get(headerName)
      if (given === null) return 'token_missing'
      return isSecret(given, secrets) ? undefined : 'token_refused'
    }
    const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(headers.get('authorization') ?? '')?.[1]
    if (encoded === undefined) return 'password_missing'
    const expected = secrets.map((secret) => `${userName}:${secret}`)
    return isSecret(Buffer.from(encoded, 'base64').toString('utf8'), expected)
      ? undefined
      : 'password_refused'
  },
  read(delivery) {
    const read = readData(delivery)
    if (read.kind === 'fault') return read
    const { data } = read
    const type = isJsonObject(data) ? data['detail-type'] : undefined
    if (!isJsonObject(data) || typeof type !== 'string') return { kind: 'fault', code: 'not_a_notification' }
    // A test names no user who fails anything; flows that suspend people do not hear of it.
    if (type === 'WebhookTest') {
      return { kind: 'answer', what: 'Test of the connection', response: () => Response.json({ ok: true }) }
    }
    const detail = isJsonObject(data['detail']) ? data['detail'] : {}
    const at = typeof data['time'] === 'string' ? Date.parse(data['time']) : Number.NaN
    return {
      kind: 'event',
      event: {
        type: type.toLowerCase(),
        key: keyOf(data, detail),
        subject: typeof detail['checkId'] === 'string' ? detail['checkId'] : null,
        occurredAt: Number.isNaN(at) ? null : at,
        payload: toPayload(data, detail),
      },
    }
  },
  steps: ({ url, settings: given }) => {
    const { security, headerName, userName, issuer, scopes } = settings.parse(given)
    const how = {
      'api-key': `Choose API Key, with the name ${headerName} and the key as value.`,
      basic: `Choose Basic, with the user name ${userName} and the key as password.`,
      oauth:
        `Choose OAuth with client credentials: token URL, client ID and client secret of ${issuer || 'your issuer'}` +
        `${scopes === '' ? '.' : `, and the scopes ${scopes}.`}`,
    }[security]
    return [
      'In Cisco Identity Intelligence, open Integrations, Notification targets, Webhooks, Add.',
      `Enter ${url}. ${how}`,
      'Use Test Connectivity; the test appears below as a delivery and starts no flow.',
      'Open each check that flows should answer, and switch the target on there.',
    ]
  },
})

function keyOf({ id = null }: JsonObject, detail: JsonObject): string | null {
  if (typeof id === 'string' && id !== '') return id
  const { id: inner = null, login = null } = detail
  return typeof inner === 'string' && inner !== ''
    ? `${inner}:${typeof login === 'string' ? login : ''}`
    : null
}

/** What came, with JSON that stands in texts parsed, and each failing user with their details. */
function toPayload(data: JsonObject, detail: JsonObject): JsonObject {
  const details = new Map(
    objectsIn(detail['loginDetails']).map((entry) => [entry['login'] ?? null, toValues(entry['details'])]),
  )
  const logins = [
    ...new Set([
      ...(Array.isArray(detail['usersFailing']) ? detail['usersFailing'] : []),
      ...(detail['login'] === undefined ? [] : [detail['login']]),
      ...details.keys(),
    ]),
  ].filter((login) => typeof login === 'string')
  return {
    check: {
      id: detail['checkId'] ?? null,
      title: detail['title'] ?? null,
      severity: detail['severity'] ?? null,
    },
    users: logins.map((login) => ({ login, details: details.get(login) ?? {} })),
    logins,
    explanation: toValues(detail['explainabilityDetails']),
    raw: data,
  }
}

/** `[{ key, value }]` as an object. A value may be a JSON document in a text. */
function toValues(entries: Json | undefined): JsonObject {
  return Object.fromEntries(
    objectsIn(entries).flatMap(({ key = null, value = null }) =>
      typeof key === 'string' ? [[key, parseInside(value)] as const] : [],
    ),
  )
}

function parseInside(value: Json): Json {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  const read = readJsonText(value)
  return read.kind === 'data' ? read.data : value
}

function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}
