import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { apiToken } from '../../fields.ts'
import { apiTokenKind } from '../../kinds/api-token.ts'

export const readApiToken = defineReading({
  id: 'okta.read_api_token',
  title: 'Read API token',
  description:
    'Reads what is known of one API token: whose it is, and since when. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.apiTokens.read'],
  input: z.object({ apiToken }),
  kind: apiTokenKind,
  at: (input) => path`/api/v1/api-tokens/${input.apiToken}`,
})
