import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { applicationRecord, toApplication } from '../../applications.ts'
import { userId } from '../../fields.ts'
import { defineListing } from '../../listing.ts'

export const listUserApplications = defineListing({
  id: 'okta.list_user_applications',
  title: 'List applications of user',
  description: 'Lists the applications that are assigned to a user, directly or by a group.',
  scopes: ['okta.apps.read'],
  input: z.object({ user: userId, limit }),
  output: z.object({ applications: z.array(applicationRecord), hasMore }),
  list: (input) => ({
    path: path`/api/v1/apps`,
    query: { filter: `user.id eq ${JSON.stringify(input.user)}` },
    pageSize: 200,
    limit: input.limit,
  }),
  toItem: toApplication,
  toOutput: (applications, more) => ({ applications, hasMore: more }),
})
