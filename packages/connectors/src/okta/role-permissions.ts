import { field, isJsonObject, path } from '@keyway/sdk'
import type { ActionContext, Path } from '@keyway/sdk'
import { requiredText } from '../input.ts'
import { findObject } from './define/find-object.ts'

export const permission = field(requiredText(), {
  title: 'Permission',
  description: 'As Okta names it, such as okta.users.read.',
})

interface RolePermission {
  role: string
  permission: string
}

export function permissionPath({ role, permission: name }: RolePermission): Path {
  return path`/api/v1/iam/roles/${role}/permissions/${name}`
}

/** Whether a role has a permission, and on which conditions. */
export async function readPermission(input: RolePermission, { http }: ActionContext) {
  const found = await findObject(http, permissionPath(input))
  const conditions = found?.['conditions']
  return { hasPermission: found !== undefined, conditions: isJsonObject(conditions) ? conditions : null }
}
