import { defineAction, path, z } from '@keyway/sdk'
import { collect } from '../client.ts'
import { group, hasMore, limit } from '../fields.ts'
import { toUser, userRecord } from '../records.ts'

export const listGroupMembers = defineAction({
  id: 'okta.list_group_members',
  title: 'List group members',
  description: 'Lists the users in a group.',
  effect: 'read',
  scopes: ['okta.groups.read'],
  standsFor: ['okta-workflows:okta.listGroupMembers', 'torq:Get group users'],
  input: z.object({ group, limit }),
  output: z.object({ users: z.array(userRecord), hasMore }),
  async run(input, { http }) {
    const members = path`/api/v1/groups/${input.group}/users`
    const query = { limit: Math.min(input.limit + 1, 200) }
    const found = await collect(http, { path: members, query, limit: input.limit })
    return { users: found.items.map(toUser), hasMore: found.hasMore }
  },
})
