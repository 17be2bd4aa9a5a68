import { RemoteError, anyObject, isJsonObject, z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'

export const userRecord = z.object({
  id: z.string(),
  username: z.string(),
  fullName: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  title: z.string(),
  timeZone: z.string().nullable(),
  isBot: z.boolean(),
  deleted: z.boolean(),
  raw: anyObject,
})

export const channelRecord = z.object({
  id: z.string(),
  name: z.string(),
  topic: z.string(),
  purpose: z.string(),
  isPrivate: z.boolean(),
  isArchived: z.boolean(),
  isMember: z.boolean(),
  members: z.number().nullable(),
  raw: anyObject,
})

/** Reads a member of the workspace. Throws RemoteError for anything else. */
export function toUser(found: Json | undefined): z.output<typeof userRecord> {
  const { id, body } = requireRecord(found, 'a user')
  const profile = object(body['profile'])
  return {
    id,
    username: textOf(body['name']),
    fullName: textOf(body['real_name']) || textOf(profile['real_name']),
    displayName: textOf(profile['display_name']),
    email: textOf(profile['email']) || null,
    title: textOf(profile['title']),
    timeZone: textOf(body['tz']) || null,
    isBot: body['is_bot'] === true,
    deleted: body['deleted'] === true,
    raw: body,
  }
}

/** Reads a channel. Throws RemoteError for anything else. */
export function toChannel(found: Json): z.output<typeof channelRecord> {
  const { id, body } = requireRecord(found, 'a channel')
  const { num_members: members } = body
  return {
    id,
    name: textOf(body['name']),
    topic: textOf(object(body['topic'])['value']),
    purpose: textOf(object(body['purpose'])['value']),
    isPrivate: body['is_private'] === true,
    isArchived: body['is_archived'] === true,
    isMember: body['is_member'] === true,
    members: typeof members === 'number' ? members : null,
    raw: body,
  }
}

function requireRecord(found: Json | undefined, what: string): { id: string; body: JsonObject } {
  if (isJsonObject(found) && typeof found['id'] === 'string') return { id: found['id'], body: found }
  throw new RemoteError(`Slack answered without ${what}.`, { code: 'slack_unexpected_answer' })
}

function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}
