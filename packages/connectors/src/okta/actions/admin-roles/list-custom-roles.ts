import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { customRoleKind } from '../../kinds/custom-role.ts'
import { defineListing } from '../../listing.ts'

export const listCustomRoles = defineListing({
  id: 'okta.list_custom_roles',
  title: 'List custom roles',
  description: 'Lists the admin roles that the org made itself.',
  scopes: ['okta.roles.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/iam/roles`, pageSize: null, limit: input.limit }),
  ...listOf('roles', customRoleKind),
})
