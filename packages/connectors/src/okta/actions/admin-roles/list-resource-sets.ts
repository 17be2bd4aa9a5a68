import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { resourceSetKind } from '../../kinds/resource-set.ts'
import { defineListing } from '../../listing.ts'

export const listResourceSets = defineListing({
  id: 'okta.list_resource_sets',
  title: 'List resource sets',
  description: 'Lists the sets of resources that custom admin roles are limited to.',
  scopes: ['okta.roles.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/iam/resource-sets`, pageSize: null, limit: input.limit }),
  ...listOf('sets', resourceSetKind),
})
