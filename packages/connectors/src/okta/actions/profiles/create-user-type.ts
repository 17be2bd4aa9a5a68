import { field, path, z } from '@keyway/sdk'
import { optional, requiredText } from '../../../input.ts'
import { defineCreation } from '../../define/creation.ts'
import { userTypeKind } from '../../kinds/user-type.ts'

export const createUserType = defineCreation({
  id: 'okta.create_user_type',
  title: 'Create user type',
  description: 'Creates a type of users, with attributes of its own. Its name cannot be changed later.',
  scopes: ['okta.userTypes.manage'],
  input: z.object({
    name: field(requiredText().regex(/^[A-Za-z]\w*$/, 'A name has letters, digits and underscores.'), {
      title: 'Name',
    }),
    displayName: field(requiredText(), { title: 'Display name' }),
    description: field(optional(z.string()), { title: 'Description' }),
  }),
  kind: userTypeKind,
  within: () => ({ path: path`/api/v1/meta/types/user` }),
  body: ({ name, displayName, description }) => ({
    name,
    displayName,
    ...(description === undefined ? {} : { description }),
  }),
  inverse: { action: 'okta.delete_user_type', input: ({ id }) => ({ userType: id }) },
})
