import { defineAction, path, z } from '@keyway/sdk'
import { collect, readOktaPage } from '../client.ts'
import { group, hasMore, limit, standardLimit } from '../fields.ts'
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
  async run({ group: id, limit = standardLimit }, { http }) {
    const query = { limit: Math.min(limit + 1, 200) }
    const found = await collect(http, { path: path`/api/v1/groups/${id}/users`, query, limit })
    return { users: found.items.map(toUser), hasMore: found.hasMore }
  },
  async readPage(input, page, { http }) {
    const members = path`/api/v1/groups/${input.group}/users`
    const found = await readOktaPage(http, { path: members, query: {}, limit: input.limit }, page)
    return { ...found, items: found.items.map(toUser) }
  },
})
