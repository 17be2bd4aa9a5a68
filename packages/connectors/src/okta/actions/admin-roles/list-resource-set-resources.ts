import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { resourceSet } from '../../fields.ts'
import { resourceSetResourceKind } from '../../kinds/resource-set-resource.ts'
import { defineListing } from '../../listing.ts'

export const listResourceSetResources = defineListing({
  id: 'okta.list_resource_set_resources',
  title: 'List resources of resource set',
  description: 'Lists what is in a resource set.',
  scopes: ['okta.roles.read'],
  input: z.object({ resourceSet, limit }),
  list: (input) => ({
    path: path`/api/v1/iam/resource-sets/${input.resourceSet}/resources`,
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('resources', resourceSetResourceKind),
})
