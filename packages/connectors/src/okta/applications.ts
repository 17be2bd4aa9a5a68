import { RemoteError, anyObject, field, isJsonObject, z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { record, textOf } from '../input.ts'

export { application } from './fields.ts'

const time = z.string().nullable()
const raw = field(record(), { title: 'Raw', description: 'The object as Okta answered it.' })

export const applicationRecord = z.object({
  id: z.string(),
  name: z.string(),
  label: z.string(),
  status: z.string(),
  created: time,
  lastUpdated: time,
  features: z.array(z.string()),
  settings: anyObject,
  raw,
})

export const applicationUserRecord = z.object({
  id: z.string(),
  externalId: z.string().nullable(),
  scope: z.string(),
  status: z.string(),
  syncState: z.string().nullable(),
  created: time,
  lastUpdated: time,
  statusChanged: time,
  passwordChanged: time,
  lastSync: time,
  credentials: anyObject,
  profile: anyObject,
  raw,
})

export const applicationGroupRecord = z.object({
  id: z.string(),
  lastUpdated: time,
  priority: z.number().nullable(),
  profile: anyObject,
  raw,
})

/** Reads an application as `GET /api/v1/apps/{id}` answers it. Throws RemoteError for anything else. */
export function toApplication(body: Json): z.output<typeof applicationRecord> {
  const { id, app } = { id: idOf(body, 'an application'), app: object(body) }
  const { features } = app
  return {
    id,
    name: textOf(app['name']),
    label: textOf(app['label']),
    status: textOf(app['status']),
    created: text(app['created']),
    lastUpdated: text(app['lastUpdated']),
    features: Array.isArray(features) ? features.filter((feature) => typeof feature === 'string') : [],
    settings: object(app['settings']),
    raw: app,
  }
}

/** Reads the assignment of a user to an application. Throws RemoteError for anything else. */
export function toApplicationUser(body: Json): z.output<typeof applicationUserRecord> {
  const { id, user } = { id: idOf(body, 'an assigned user'), user: object(body) }
  return {
    id,
    externalId: text(user['externalId']),
    scope: textOf(user['scope']),
    status: textOf(user['status']),
    syncState: text(user['syncState']),
    created: text(user['created']),
    lastUpdated: text(user['lastUpdated']),
    statusChanged: text(user['statusChanged']),
    passwordChanged: text(user['passwordChanged']),
    lastSync: text(user['lastSync']),
    credentials: object(user['credentials']),
    profile: object(user['profile']),
    raw: user,
  }
}

/** Reads the assignment of a group to an application. Throws RemoteError for anything else. */
export function toApplicationGroup(body: Json): z.output<typeof applicationGroupRecord> {
  const { id, group } = { id: idOf(body, 'an assigned group'), group: object(body) }
  return {
    id,
    lastUpdated: text(group['lastUpdated']),
    priority: typeof group['priority'] === 'number' ? group['priority'] : null,
    profile: object(group['profile']),
    raw: group,
  }
}

function idOf(body: Json, what: string): string {
  if (isJsonObject(body) && typeof body['id'] === 'string') return body['id']
  throw new RemoteError(`Okta answered with something that is not ${what}: it has no id.`, {
    code: 'okta_unexpected_answer',
  })
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}
