import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { customRole } from '../../fields.ts'
import { customRoleKind } from '../../kinds/custom-role.ts'

export const readCustomRole = defineReading({
  id: 'okta.read_custom_role',
  title: 'Read custom role',
  description: 'Reads one custom admin role by id or label. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.roles.read'],
  input: z.object({ role: customRole }),
  kind: customRoleKind,
  at: (input) => path`/api/v1/iam/roles/${input.role}`,
})
