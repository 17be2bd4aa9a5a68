import { anyObject, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { maybeText, object, raw, requireRecord, text, time } from './answer.ts'

/** What people have: devices, tiles of their dashboard, blocks, groups that they own. */

export const userDeviceRecord = z.object({
  /** Of the device itself. */
  id: maybeText,
  deviceUserId: maybeText,
  status: maybeText,
  created: time,
  profile: anyObject,
  raw,
})

export const applicationLinkRecord = z.object({
  id: z.string(),
  label: maybeText,
  linkUrl: maybeText,
  appName: maybeText,
  application: maybeText,
  raw,
})

export const userBlockRecord = z.object({ type: maybeText, appliesTo: maybeText, raw })

export const groupOwnerRecord = z.object({
  id: z.string(),
  type: maybeText,
  displayName: maybeText,
  originType: maybeText,
  lastUpdated: time,
  raw,
})

export function toUserDevice(answer: Json): z.output<typeof userDeviceRecord> {
  const body = object(answer)
  const device = object(body['device'])
  return {
    id: text(device['id']),
    deviceUserId: text(body['deviceUserId']),
    status: text(device['status']),
    created: text(body['created']),
    profile: object(device['profile']),
    raw: body,
  }
}

export function toApplicationLink(answer: Json): z.output<typeof applicationLinkRecord> {
  const { id, body } = requireRecord(answer, 'a link to an application')
  return {
    id,
    label: text(body['label']),
    linkUrl: text(body['linkUrl']),
    appName: text(body['appName']),
    application: text(body['appInstanceId']),
    raw: body,
  }
}

export function toUserBlock(answer: Json): z.output<typeof userBlockRecord> {
  const body = object(answer)
  return { type: text(body['type']), appliesTo: text(body['appliesTo']), raw: body }
}

export function toGroupOwner(answer: Json): z.output<typeof groupOwnerRecord> {
  const { id, body } = requireRecord(answer, 'the owner of a group')
  return {
    id,
    type: text(body['type']),
    displayName: text(body['displayName']),
    originType: text(body['originType']),
    lastUpdated: text(body['lastUpdated']),
    raw: body,
  }
}
