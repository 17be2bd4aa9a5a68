import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { application } from '../../applications.ts'
import { defineListing } from '../../listing.ts'
import { refreshTokenRecord, toRefreshToken } from '../../records/grants.ts'

export const listApplicationTokens = defineListing({
  id: 'okta.list_application_tokens',
  title: 'List tokens of application',
  description: 'Lists the refresh tokens that an application has.',
  scopes: ['okta.apps.read'],
  input: z.object({ application, limit }),
  output: z.object({ tokens: z.array(refreshTokenRecord), hasMore }),
  list: (input) => ({
    path: path`/api/v1/apps/${input.application}/tokens`,
    pageSize: 200,
    limit: input.limit,
  }),
  toItem: toRefreshToken,
  toOutput: (tokens, more) => ({ tokens, hasMore: more }),
})
