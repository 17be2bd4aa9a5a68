import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { customRole, resourceSet } from '../../fields.ts'
import { bindingMemberKind } from '../../kinds/binding-member.ts'
import { defineListing } from '../../listing.ts'

export const listBindingMembers = defineListing({
  id: 'okta.list_binding_members',
  title: 'List members of binding',
  description: 'Lists who has a custom role for a resource set.',
  scopes: ['okta.roles.read'],
  input: z.object({ resourceSet, role: customRole, limit }),
  list: (input) => ({
    path: path`/api/v1/iam/resource-sets/${input.resourceSet}/bindings/${input.role}/members`,
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('members', bindingMemberKind),
})
