import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { userType } from '../../fields.ts'
import { userTypeKind } from '../../kinds/user-type.ts'

export const readUserType = defineReading({
  id: 'okta.read_user_type',
  title: 'Read user type',
  description: 'Reads one type of users. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.userTypes.read'],
  input: z.object({ userType }),
  kind: userTypeKind,
  at: (input) => path`/api/v1/meta/types/user/${input.userType}`,
})
