import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { resourceSet } from '../../fields.ts'
import { resourceSetBindingKind } from '../../kinds/resource-set-binding.ts'
import { defineListing } from '../../listing.ts'

export const listResourceSetBindings = defineListing({
  id: 'okta.list_resource_set_bindings',
  title: 'List bindings of resource set',
  description: 'Lists the custom roles that somebody has for a resource set.',
  scopes: ['okta.roles.read'],
  input: z.object({ resourceSet, limit }),
  list: (input) => ({
    path: path`/api/v1/iam/resource-sets/${input.resourceSet}/bindings`,
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('roles', resourceSetBindingKind),
})
