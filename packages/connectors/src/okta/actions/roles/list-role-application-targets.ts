import { z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { defineListing } from '../../listing.ts'
import { catalogApplicationRecord, toCatalogApplication } from '../../records/roles.ts'
import { applicationTargets, targeted } from '../../role-targets.ts'

export const listRoleApplicationTargets = defineListing({
  id: 'okta.list_role_application_targets',
  title: 'List application targets of role',
  description:
    'Lists the applications that an assigned role is narrowed to. None means that it reaches all of them.',
  scopes: ['okta.roles.read'],
  input: z.object({ ...targeted, limit }),
  output: z.object({ applications: z.array(catalogApplicationRecord), hasMore }),
  list: (input) => ({ path: applicationTargets(input), pageSize: 200, limit: input.limit }),
  toItem: toCatalogApplication,
  toOutput: (applications, more) => ({ applications, hasMore: more }),
})
