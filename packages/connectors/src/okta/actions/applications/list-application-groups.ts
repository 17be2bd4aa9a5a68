import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { application, applicationGroupRecord, toApplicationGroup } from '../../applications.ts'
import { defineListing } from '../../listing.ts'

export const listApplicationGroups = defineListing({
  id: 'okta.list_application_groups',
  title: 'List groups assigned to application',
  description: 'Lists the groups that are assigned to an application.',
  scopes: ['okta.apps.read'],
  standsFor: ['okta-workflows:okta.listGroupsAssignedToApplication'],
  input: z.object({ application, limit }),
  output: z.object({ groups: z.array(applicationGroupRecord), hasMore }),
  list: (input) => ({
    path: path`/api/v1/apps/${input.application}/groups`,
    pageSize: 200,
    leastPageSize: 20,
    limit: input.limit,
  }),
  toItem: toApplicationGroup,
  toOutput: (groups, more) => ({ groups, hasMore: more }),
})
