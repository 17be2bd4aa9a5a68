import { anyObject, isJsonObject, path, z } from '@keyway/sdk'
import type { ActionContext, Json, JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { findAt } from './client.ts'
import { object, raw, requireRecord, text, texts, time } from './records/answer.ts'

export { application } from './fields.ts'

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
export function toApplication(answer: Json): z.output<typeof applicationRecord> {
  const { id, body: app } = requireRecord(answer, 'an application')
  return {
    id,
    name: textOf(app['name']),
    label: textOf(app['label']),
    status: textOf(app['status']),
    created: text(app['created']),
    lastUpdated: text(app['lastUpdated']),
    features: texts(app['features']),
    settings: object(app['settings']),
    raw: withoutClientSecret(app),
  }
}

/** Reads the assignment of a user to an application. Throws RemoteError for anything else. */
export function toApplicationUser(answer: Json): z.output<typeof applicationUserRecord> {
  const { id, body: user } = requireRecord(answer, 'an assigned user')
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
export function toApplicationGroup(answer: Json): z.output<typeof applicationGroupRecord> {
  const { id, body: group } = requireRecord(answer, 'an assigned group')
  return {
    id,
    lastUpdated: text(group['lastUpdated']),
    priority: typeof group['priority'] === 'number' ? group['priority'] : null,
    profile: object(group['profile']),
    raw: group,
  }
}

/** How a user is assigned, as far as an assignment can be made so again; null without one. */
export async function readUserAssignment(
  input: { application: string; user: string },
  { http }: ActionContext,
): Promise<{ scope: string; userName: string | null; profile: JsonObject } | null> {
  const found = await findAt(http, path`/api/v1/apps/${input.application}/users/${input.user}`)
  if (found === undefined) return null
  const { scope, credentials, profile } = toApplicationUser(found)
  return { scope, userName: text(credentials['userName']), profile }
}

/** How a group is assigned; null without an assignment. */
export async function readGroupAssignment(
  input: { application: string; group: string },
  { http }: ActionContext,
): Promise<{ priority: number | null; profile: JsonObject } | null> {
  const found = await findAt(http, path`/api/v1/apps/${input.application}/groups/${input.group}`)
  if (found === undefined) return null
  const { priority, profile } = toApplicationGroup(found)
  return { priority, profile }
}

export async function readApplicationStatus(
  input: { application: string },
  { http }: ActionContext,
): Promise<{ status: string } | null> {
  const found = await findAt(http, path`/api/v1/apps/${input.application}`)
  return found === undefined ? null : { status: toApplication(found).status }
}

/** Okta shows the secret of an OpenID Connect app to administrators; no step needs it in its output. */
function withoutClientSecret(app: JsonObject): JsonObject {
  const { credentials } = app
  if (!isJsonObject(credentials) || !isJsonObject(credentials['oauthClient'])) return app
  const { client_secret: _secret, ...oauthClient } = credentials['oauthClient']
  return { ...app, credentials: { ...credentials, oauthClient } }
}
