import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { userType } from '../../fields.ts'
import { userTypeKind } from '../../kinds/user-type.ts'

export const deleteUserType = defineDeletion({
  id: 'okta.delete_user_type',
  title: 'Delete user type',
  description: 'Deletes a type of users for good. Refused by Okta while a user has it.',
  scopes: ['okta.userTypes.manage'],
  input: z.object({ userType }),
  kind: userTypeKind,
  at: (input) => path`/api/v1/meta/types/user/${input.userType}`,
})
