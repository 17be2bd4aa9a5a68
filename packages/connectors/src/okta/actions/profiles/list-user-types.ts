import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { userTypeKind } from '../../kinds/user-type.ts'
import { defineListing } from '../../listing.ts'

export const listUserTypes = defineListing({
  id: 'okta.list_user_types',
  title: 'List user types',
  description: 'Lists the types of users of the org.',
  scopes: ['okta.userTypes.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/meta/types/user`, pageSize: null, limit: input.limit }),
  ...listOf('types', userTypeKind),
})
