import { z } from '@keyway/sdk'
import { group } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { roleRecord, toRole } from '../../records/roles.ts'
import { rolesOf } from '../../roles.ts'

export const listGroupRoles = defineListing({
  id: 'okta.list_group_roles',
  title: 'List roles of group',
  description: 'Lists the admin roles that a group has.',
  scopes: ['okta.roles.read'],
  input: z.object({ group }),
  output: z.object({ roles: z.array(roleRecord) }),
  list: (input) => ({ path: rolesOf({ kind: 'group', id: input.group }), ...inOneAnswer }),
  toItem: toRole,
  toOutput: (roles) => ({ roles }),
})
