import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { customRole } from '../../fields.ts'
import { permissionKind } from '../../kinds/permission.ts'
import { defineListing } from '../../listing.ts'

export const listRolePermissions = defineListing({
  id: 'okta.list_role_permissions',
  title: 'List permissions of role',
  description: 'Lists the permissions of a custom admin role.',
  scopes: ['okta.roles.read'],
  input: z.object({ role: customRole, limit }),
  list: (input) => ({
    path: path`/api/v1/iam/roles/${input.role}/permissions`,
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('permissions', permissionKind),
})
