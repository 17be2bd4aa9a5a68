import { z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { maybeText, object, raw, requireRecord, text, time } from './answer.ts'

/** An assignment of an admin role: its id is that of the assignment, not of the role. */
export const roleRecord = z.object({
  id: z.string(),
  type: maybeText,
  label: maybeText,
  /** `USER`, `GROUP` or `CLIENT`: who the role was given to. */
  assignmentType: maybeText,
  /** Of custom roles only. */
  role: maybeText,
  resourceSet: maybeText,
  status: maybeText,
  created: time,
  lastUpdated: time,
  raw,
})
export type Role = z.output<typeof roleRecord>

export const administratorRecord = z.object({ id: z.string(), orn: maybeText, raw })

export const catalogApplicationRecord = z.object({
  /** Of an instance of the app; empty when the target is every instance. */
  id: maybeText,
  name: maybeText,
  displayName: maybeText,
  status: maybeText,
  raw,
})
export type CatalogApplication = z.output<typeof catalogApplicationRecord>

export function toRole(answer: Json): Role {
  const { id, body } = requireRecord(answer, 'the assignment of a role')
  return {
    id,
    type: text(body['type']),
    label: text(body['label']),
    assignmentType: text(body['assignmentType']),
    role: text(body['role']),
    resourceSet: text(body['resource-set']),
    status: text(body['status']),
    created: text(body['created']),
    lastUpdated: text(body['lastUpdated']),
    raw: body,
  }
}

export function toAdministrator(answer: Json): z.output<typeof administratorRecord> {
  const { id, body } = requireRecord(answer, 'an administrator')
  return { id, orn: text(body['orn']), raw: body }
}

export function toCatalogApplication(answer: Json): CatalogApplication {
  const body = object(answer)
  return {
    id: text(body['id']),
    name: text(body['name']),
    displayName: text(body['displayName']),
    status: text(body['status']),
    raw: body,
  }
}
