import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { apiToken } from '../../fields.ts'
import { apiTokenKind } from '../../kinds/api-token.ts'

export const revokeApiToken = defineDeletion({
  id: 'okta.revoke_api_token',
  title: 'Revoke API token',
  description:
    'Revokes an API token for good. Whatever uses it stops working, Keyway among it if it is its own.',
  scopes: ['okta.apiTokens.manage'],
  input: z.object({ apiToken }),
  kind: apiTokenKind,
  at: (input) => path`/api/v1/api-tokens/${input.apiToken}`,
})
