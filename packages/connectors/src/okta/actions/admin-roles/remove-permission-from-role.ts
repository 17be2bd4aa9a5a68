import { defineAction, path, z } from '@keyway/sdk'
import { deleteWithin } from '../../client.ts'
import { customRole, statusCode } from '../../fields.ts'
import { permission, permissionPath, readPermission } from '../../role-permissions.ts'

export const removePermissionFromRole = defineAction({
  id: 'okta.remove_permission_from_role',
  title: 'Remove permission from role',
  description: 'Takes a permission from a custom admin role. One that it lacks already is no error.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ role: customRole, permission }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await deleteWithin(http, {
      path: permissionPath(input),
      within: path`/api/v1/iam/roles/${input.role}`,
    })
    return { statusCode: status }
  },
  readState: readPermission,
  inverse: {
    action: 'okta.add_permission_to_role',
    // Conditions would be lost on the way: then it is no way back.
    input: ({ input, before }) =>
      before.hasPermission && before.conditions === null ? { ...input } : undefined,
  },
})
