import { field, path, z } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { defineCreation } from '../../define/creation.ts'
import { customRoleKind } from '../../kinds/custom-role.ts'

export const createCustomRole = defineCreation({
  id: 'okta.create_custom_role',
  title: 'Create custom role',
  description: 'Creates an admin role of the org’s own. Fails if the label is taken.',
  scopes: ['okta.roles.manage'],
  input: z.object({
    label: field(requiredText(), { title: 'Label' }),
    description: field(requiredText(), { title: 'Description' }),
    permissions: field(z.array(requiredText()).min(1, 'A role needs a permission.'), {
      title: 'Permissions',
      description: 'As Okta names them, such as okta.users.read.',
    }),
  }),
  kind: customRoleKind,
  within: () => ({ path: path`/api/v1/iam/roles` }),
  body: ({ label, description, permissions }) => ({ label, description, permissions }),
  // The permissions are a list of their own.
  known: ({ label, description }) => ({ label, description }),
  namedBy: 'label',
  inverse: { action: 'okta.delete_custom_role', input: ({ id }) => ({ role: id }) },
})
