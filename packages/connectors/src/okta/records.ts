import { anyObject, isJsonObject, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { object, raw, requireRecord, text, texts, time } from './records/answer.ts'

export const userRecord = z.object({
  id: z.string(),
  status: z.string(),
  created: time,
  activated: time,
  statusChanged: time,
  lastLogin: time,
  lastUpdated: time,
  passwordChanged: time,
  realmId: z.string().nullable(),
  profile: anyObject,
  credentials: anyObject,
  raw,
})
export type User = z.output<typeof userRecord>

export const groupRecord = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  type: z.string(),
  created: time,
  lastUpdated: time,
  lastMembershipUpdated: time,
  objectClass: z.array(z.string()),
  profile: anyObject,
  raw,
})
export type Group = z.output<typeof groupRecord>

export const logRecord = z.object({
  uuid: z.string(),
  published: time,
  eventType: z.string(),
  severity: z.string().nullable(),
  displayMessage: z.string().nullable(),
  outcome: anyObject,
  actor: anyObject,
  client: anyObject,
  target: z.array(anyObject),
  raw,
})
export type LogRecord = z.output<typeof logRecord>

/** Reads a user as `GET /api/v1/users/{id}` answers it. Throws RemoteError for anything else. */
export function toUser(body: Json): User {
  const user = requireRecord(body, 'a user')
  return {
    id: user.id,
    status: text(user.body['status']) ?? '',
    created: text(user.body['created']),
    activated: text(user.body['activated']),
    statusChanged: text(user.body['statusChanged']),
    lastLogin: text(user.body['lastLogin']),
    lastUpdated: text(user.body['lastUpdated']),
    passwordChanged: text(user.body['passwordChanged']),
    realmId: text(user.body['realmId']),
    profile: object(user.body['profile']),
    credentials: object(user.body['credentials']),
    raw: user.body,
  }
}

export function toGroup(body: Json): Group {
  const group = requireRecord(body, 'a group')
  const profile = object(group.body['profile'])
  return {
    id: group.id,
    name: text(profile['name']) ?? '',
    description: text(profile['description']),
    type: text(group.body['type']) ?? '',
    created: text(group.body['created']),
    lastUpdated: text(group.body['lastUpdated']),
    lastMembershipUpdated: text(group.body['lastMembershipUpdated']),
    objectClass: texts(group.body['objectClass']),
    profile,
    raw: group.body,
  }
}

export function toLogRecord(body: Json): LogRecord {
  const event = object(body)
  const { target } = event
  return {
    uuid: text(event['uuid']) ?? '',
    published: text(event['published']),
    eventType: text(event['eventType']) ?? '',
    severity: text(event['severity']),
    displayMessage: text(event['displayMessage']),
    outcome: object(event['outcome']),
    actor: object(event['actor']),
    client: object(event['client']),
    target: Array.isArray(target) ? target.filter(isJsonObject) : [],
    raw: event,
  }
}
