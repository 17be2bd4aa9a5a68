import { defineAction, path, z } from '@keyway/sdk'
import { statusCode, user } from '../../fields.ts'
import { readPrimary, relation } from '../../linked-objects.ts'

export const removeLinkedUser = defineAction({
  id: 'okta.remove_linked_user',
  title: 'Remove linked user',
  description:
    'Ends the relation of a user to the one above, such as the manager. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  input: z.object({ user, relation }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const link = path`/api/v1/users/${input.user}/linkedObjects/${input.relation}`
    const { status } = await http.request({ method: 'DELETE', path: link })
    return { statusCode: status }
  },
  readState: (input, { http }) => readPrimary(http, input),
  inverse: {
    action: 'okta.set_linked_user',
    input: ({ input, before }) =>
      before.primaryUser === null ? undefined : { ...input, primaryUser: before.primaryUser },
  },
})
