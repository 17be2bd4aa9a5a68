import { defineAction, path, z } from '@keyway/sdk'
import { application, applicationUserRecord, toApplicationUser } from '../applications.ts'
import { collect, readOktaPage } from '../client.ts'
import { hasMore, limit, standardLimit } from '../fields.ts'

export const listApplicationUsers = defineAction({
  id: 'okta.list_application_users',
  title: 'List users assigned to application',
  description: 'Lists who is assigned to an application, directly or by a group.',
  effect: 'read',
  scopes: ['okta.apps.read'],
  standsFor: ['okta-workflows:okta.listUsersAssignedToApplication', 'torq:List app users'],
  input: z.object({ application, limit }),
  output: z.object({ users: z.array(applicationUserRecord), hasMore }),
  async run({ limit = standardLimit, ...input }, { http }) {
    const query = { limit: Math.min(limit + 1, 500) }
    const found = await collect(http, { path: path`/api/v1/apps/${input.application}/users`, query, limit })
    return { users: found.items.map(toApplicationUser), hasMore: found.hasMore }
  },
  async readPage(input, page, { http }) {
    const users = path`/api/v1/apps/${input.application}/users`
    const found = await readOktaPage(http, { path: users, query: {}, limit: input.limit }, page)
    return { ...found, items: found.items.map(toApplicationUser) }
  },
})
