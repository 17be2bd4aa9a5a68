import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { groupRuleKind } from '../../kinds/group-rule.ts'
import { defineListing } from '../../listing.ts'

export const listGroupRules = defineListing({
  id: 'okta.list_group_rules',
  title: 'List group rules',
  description: 'Lists the rules that put people into groups.',
  scopes: ['okta.groups.read'],
  input: z.object({
    search: field(optional(z.string()), { title: 'Search', description: 'A part of a name.' }),
    limit,
  }),
  list: (input) => ({
    path: path`/api/v1/groups/rules`,
    query: { search: input.search },
    pageSize: 200,
    limit: input.limit,
  }),
  ...listOf('rules', groupRuleKind),
})
