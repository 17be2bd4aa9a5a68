import { defineAction, path, z } from '@keyway/sdk'
import { readMembership } from '../../membership.ts'
import { group, statusCode, userId } from '../../fields.ts'

export const removeUserFromGroup = defineAction({
  id: 'okta.remove_user_from_group',
  title: 'Remove user from group',
  description:
    'Ends a membership. Repeating it changes nothing. A membership that a group rule made may come back.',
  effect: 'idempotent',
  scopes: ['okta.groups.manage'],
  standsFor: ['okta-workflows:okta.removeUserFromGroup', 'torq:Remove a user from a group'],
  input: z.object({ group, user: userId }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const membership = path`/api/v1/groups/${input.group}/users/${input.user}`
    const { status } = await http.request({ method: 'DELETE', path: membership })
    return { statusCode: status }
  },
  readState: readMembership,
  inverse: {
    action: 'okta.add_user_to_group',
    input: ({ input, before }) => (before.isMember ? { ...input } : undefined),
  },
})
