import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { inlineHookKind } from '../../kinds/inline-hook.ts'
import { defineListing } from '../../listing.ts'

export const listInlineHooks = defineListing({
  id: 'okta.list_inline_hooks',
  title: 'List inline hooks',
  description: 'Lists the inline hooks of the org, without credentials.',
  scopes: ['okta.inlineHooks.read'],
  input: z.object({
    type: field(optional(z.string()), {
      title: 'Type',
      description: 'Such as com.okta.oauth2.tokens.transform.',
    }),
    limit,
  }),
  list: (input) => ({
    path: path`/api/v1/inlineHooks`,
    query: { type: input.type },
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('hooks', inlineHookKind),
})
