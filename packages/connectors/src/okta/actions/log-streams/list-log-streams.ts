import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { logStreamKind } from '../../kinds/log-stream.ts'
import { defineListing } from '../../listing.ts'

export const listLogStreams = defineListing({
  id: 'okta.list_log_streams',
  title: 'List log streams',
  description: 'Lists where the org streams its System Log to, without credentials.',
  scopes: ['okta.logStreams.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/logStreams`, pageSize: 200, limit: input.limit }),
  ...listOf('streams', logStreamKind),
})
