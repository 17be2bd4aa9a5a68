import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { customRole } from '../../fields.ts'
import { customRoleKind } from '../../kinds/custom-role.ts'

export const deleteCustomRole = defineDeletion({
  id: 'okta.delete_custom_role',
  title: 'Delete custom role',
  description: 'Deletes a custom admin role for good. Whoever has it loses it.',
  scopes: ['okta.roles.manage'],
  input: z.object({ role: customRole }),
  kind: customRoleKind,
  at: (input) => path`/api/v1/iam/roles/${input.role}`,
})
