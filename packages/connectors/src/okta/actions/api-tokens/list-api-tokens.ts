import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { apiTokenKind } from '../../kinds/api-token.ts'
import { defineListing } from '../../listing.ts'

export const listApiTokens = defineListing({
  id: 'okta.list_api_tokens',
  title: 'List API tokens',
  description: 'Lists the API tokens of the org, without the tokens themselves.',
  scopes: ['okta.apiTokens.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/api-tokens`, pageSize: null, limit: input.limit }),
  ...listOf('tokens', apiTokenKind),
})
