import { path, z } from '@keyway/sdk'
import { user } from '../../fields.ts'
import { linkedUserRecord, relation, toLinkedUser } from '../../linked-objects.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'

export const listLinkedUsers = defineListing({
  id: 'okta.list_linked_users',
  title: 'List linked users',
  description: 'Lists who is related to a user: the manager by "manager", the staff by "subordinate".',
  scopes: ['okta.users.read'],
  input: z.object({ user, relation }),
  output: z.object({ users: z.array(linkedUserRecord) }),
  list: (input) => ({
    path: path`/api/v1/users/${input.user}/linkedObjects/${input.relation}`,
    ...inOneAnswer,
  }),
  toItem: toLinkedUser,
  toOutput: (users) => ({ users }),
})
