import { defineAction, z } from '@keyway/sdk'
import { customRole, statusCode } from '../../fields.ts'
import { permission, permissionPath, readPermission } from '../../role-permissions.ts'

export const addPermissionToRole = defineAction({
  id: 'okta.add_permission_to_role',
  title: 'Add permission to role',
  description: 'Adds a permission to a custom admin role. One that it has already counts as done.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ role: customRole, permission }),
  output: z.object({ statusCode }),
  async run(input, context) {
    // Adding it once more would take the conditions away that it has.
    if ((await readPermission(input, context)).hasPermission) return { statusCode: 200 }
    const added = await context.http.request({ method: 'POST', path: permissionPath(input), body: {} })
    return { statusCode: added.status }
  },
  readState: readPermission,
  inverse: {
    action: 'okta.remove_permission_from_role',
    input: ({ input, before }) => (before.hasPermission ? undefined : { ...input }),
  },
})
