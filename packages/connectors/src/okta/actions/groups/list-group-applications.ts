import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { applicationRecord, toApplication } from '../../applications.ts'
import { group } from '../../fields.ts'
import { defineListing } from '../../listing.ts'

export const listGroupApplications = defineListing({
  id: 'okta.list_group_applications',
  title: 'List applications of group',
  description: 'Lists the applications that the members of a group get by it.',
  scopes: ['okta.groups.read'],
  input: z.object({ group, limit }),
  output: z.object({ applications: z.array(applicationRecord), hasMore }),
  list: (input) => ({ path: path`/api/v1/groups/${input.group}/apps`, pageSize: 200, limit: input.limit }),
  toItem: toApplication,
  toOutput: (applications, more) => ({ applications, hasMore: more }),
})
