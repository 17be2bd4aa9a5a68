import { z } from '@keyway/sdk'
import { client } from '../../grants.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { roleRecord, toRole } from '../../records/roles.ts'
import { rolesOf } from '../../roles.ts'

export const listClientRoles = defineListing({
  id: 'okta.list_client_roles',
  title: 'List roles of client',
  description: 'Lists the admin roles that a service app has.',
  scopes: ['okta.roles.read'],
  input: z.object({ client }),
  output: z.object({ roles: z.array(roleRecord) }),
  list: (input) => ({ path: rolesOf({ kind: 'client', id: input.client }), ...inOneAnswer }),
  toItem: toRole,
  toOutput: (roles) => ({ roles }),
})
