import { defineAction, path, z } from '@keyway/sdk'
import { referenceTo } from '../client.ts'
import { done, group, user } from '../fields.ts'
import { isMember } from '../membership.ts'

export const addUserToGroup = defineAction({
  id: 'microsoft365.add_user_to_group',
  title: 'Add user to group',
  description: 'Makes a user a member of a group. Fails where the user is a member already.',
  effect: 'write',
  scopes: ['GroupMember.ReadWrite.All', 'User.Read.All'],
  standsFor: ['okta-workflows:office365admin.addUserToGroup'],
  input: z.object({ user: user(), group: group() }),
  output: done(),
  async run(input, context) {
    const reference = { '@odata.id': referenceTo(context, path`/users/${input.user}`) }
    const members = path`/groups/${input.group}/members/$ref`
    const { status } = await context.http.request({ method: 'POST', path: members, body: reference })
    return { statusCode: status }
  },
  async lookUp(input, { http }) {
    return (await isMember(http, input)) ? { statusCode: 204 } : undefined
  },
})
