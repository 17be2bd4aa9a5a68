import { defineAction, path, z } from '@keyway/sdk'
import { application, applicationUserRecord, toApplicationUser } from '../applications.ts'
import { collect } from '../client.ts'
import { hasMore, limit } from '../fields.ts'

export const listApplicationUsers = defineAction({
  id: 'okta.list_application_users',
  title: 'List users assigned to application',
  description: 'Lists who is assigned to an application, directly or by a group.',
  effect: 'read',
  scopes: ['okta.apps.read'],
  standsFor: ['okta-workflows:okta.listUsersAssignedToApplication', 'torq:List app users'],
  input: z.object({ application, limit }),
  output: z.object({ users: z.array(applicationUserRecord), hasMore }),
  async run(input, { http }) {
    const query = { limit: Math.min(input.limit + 1, 500) }
    const users = path`/api/v1/apps/${input.application}/users`
    const found = await collect(http, { path: users, query, limit: input.limit })
    return { users: found.items.map(toApplicationUser), hasMore: found.hasMore }
  },
})
