import { defineAction, path, z } from '@keyway/sdk'
import { textOf } from '../../input.ts'
import { asObject } from '../client.ts'
import { done, group, user } from '../fields.ts'
import { isMember } from '../membership.ts'

export const removeUserFromGroup = defineAction({
  id: 'microsoft365.remove_user_from_group',
  title: 'Remove user from group',
  description: 'Ends the membership of a user in a group. Fails where the user is no member.',
  effect: 'write',
  scopes: ['GroupMember.ReadWrite.All', 'User.Read.All'],
  standsFor: ['okta-workflows:office365admin.removeUserFromGroup'],
  input: z.object({ user: user(), group: group() }),
  output: done(),
  async run(input, { http }) {
    // Without $ref at its end this call would delete the member itself; and it takes no principal name.
    const member = asObject(await http.get(path`/users/${input.user}`, { $select: 'id' }))
    const membership = path`/groups/${input.group}/members/${textOf(member['id'])}/$ref`
    const { status } = await http.request({ method: 'DELETE', path: membership })
    return { statusCode: status }
  },
  async lookUp(input, { http }) {
    return (await isMember(http, input)) ? undefined : { statusCode: 204 }
  },
})
