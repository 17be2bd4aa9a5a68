import { defineAction, field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { statusCode, user } from '../../fields.ts'
import { readPrimary, relation } from '../../linked-objects.ts'
import { searchUsers } from '../../pickers.ts'

export const setLinkedUser = defineAction({
  id: 'okta.set_linked_user',
  title: 'Set linked user',
  description:
    'Relates a user to one other, as to a manager, in place of the one before. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  input: z.object({
    user,
    relation,
    primaryUser: field(optional(z.string()), {
      title: 'Related to',
      description: 'Id. Left empty it ends the relation.',
      options: searchUsers,
    }),
  }),
  output: z.object({ statusCode }),
  async run({ relation: name, primaryUser, ...input }, { http }) {
    const link = path`/api/v1/users/${input.user}/linkedObjects/${name}`
    const { status } =
      primaryUser === undefined
        ? await http.request({ method: 'DELETE', path: link })
        : await http.request({
            method: 'PUT',
            path: path`/api/v1/users/${input.user}/linkedObjects/${name}/${primaryUser}`,
          })
    return { statusCode: status }
  },
  readState: (input, { http }) => readPrimary(http, input),
  inverse: {
    action: 'okta.set_linked_user',
    input: ({ input, before }) => ({ ...input, primaryUser: before.primaryUser }),
  },
})
