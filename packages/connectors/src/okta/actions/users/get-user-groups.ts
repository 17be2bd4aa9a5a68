import { path, z } from '@keyway/sdk'
import { user } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { groupRecord, toGroup } from '../../records.ts'

export const getUserGroups = defineListing({
  id: 'okta.get_user_groups',
  title: 'Get user groups',
  description: 'Lists the groups of a user, the built-in Everyone included.',
  scopes: ['okta.users.read'],
  standsFor: ['okta-workflows:okta.getUsersGroups', 'torq:Get user groups'],
  input: z.object({ user }),
  output: z.object({ groups: z.array(groupRecord) }),
  list: (input) => ({ path: path`/api/v1/users/${input.user}/groups`, ...inOneAnswer }),
  toItem: toGroup,
  toOutput: (groups) => ({ groups }),
})
