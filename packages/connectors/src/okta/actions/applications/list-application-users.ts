import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { application, applicationUserRecord, toApplicationUser } from '../../applications.ts'
import { defineListing } from '../../listing.ts'

export const listApplicationUsers = defineListing({
  id: 'okta.list_application_users',
  title: 'List users assigned to application',
  description: 'Lists who is assigned to an application, directly or by a group.',
  scopes: ['okta.apps.read'],
  standsFor: ['okta-workflows:okta.listUsersAssignedToApplication', 'torq:List app users'],
  input: z.object({ application, limit }),
  output: z.object({ users: z.array(applicationUserRecord), hasMore }),
  list: (input) => ({
    path: path`/api/v1/apps/${input.application}/users`,
    pageSize: 500,
    limit: input.limit,
  }),
  toItem: toApplicationUser,
  toOutput: (users, more) => ({ users, hasMore: more }),
})
