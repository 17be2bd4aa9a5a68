import { defineAction, path, z } from '@keyway/sdk'
import { readMembership } from '../../membership.ts'
import { group, statusCode, userId } from '../../fields.ts'

export const addUserToGroup = defineAction({
  id: 'okta.add_user_to_group',
  title: 'Add user to group',
  description: 'Makes a user a member of a group. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.groups.manage'],
  standsFor: ['okta-workflows:okta.addNewUserToGroup', 'torq:Add a user to a group'],
  input: z.object({ group, user: userId }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const membership = path`/api/v1/groups/${input.group}/users/${input.user}`
    const { status } = await http.request({ method: 'PUT', path: membership })
    return { statusCode: status }
  },
  readState: readMembership,
  inverse: {
    action: 'okta.remove_user_from_group',
    input: ({ input, before }) => (before.isMember ? undefined : { ...input }),
  },
})
