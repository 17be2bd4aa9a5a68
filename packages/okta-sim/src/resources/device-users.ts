import type { JsonObject } from '../org/json-object.ts'
import { asJsonObject } from '../org/json-object.ts'
import type { Resource } from './resource-kind.ts'

/** Who uses a device, and whether it is managed for them: `{ id, managementStatus }`. */
export function deviceUsersOf({ body }: Pick<Resource, 'body'>): JsonObject[] {
  const { users } = body
  return Array.isArray(users) ? users.map(asJsonObject) : []
}
