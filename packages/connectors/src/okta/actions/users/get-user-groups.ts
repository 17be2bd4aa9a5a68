import { path, z } from '@keyway/sdk'
import { user } from '../../fields.ts'
import { defineListing } from '../../listing.ts'
import { groupRecord, toGroup } from '../../records.ts'

export const getUserGroups = defineListing({
  id: 'okta.get_user_groups',
  title: 'Get user groups',
  description: 'Lists the groups of a user, the built-in Everyone included.',
  scopes: ['okta.users.read'],
  standsFor: ['okta-workflows:okta.getUsersGroups', 'torq:Get user groups'],
  input: z.object({ user }),
  output: z.object({ groups: z.array(groupRecord) }),
  // One answer without pages, so there is no limit to set.
  list: (input) => ({
    path: path`/api/v1/users/${input.user}/groups`,
    pageSize: null,
    limit: Number.POSITIVE_INFINITY,
  }),
  toItem: toGroup,
  toOutput: (groups) => ({ groups }),
})
