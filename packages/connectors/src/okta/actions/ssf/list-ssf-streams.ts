import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { ssfStreamKind } from '../../kinds/ssf-stream.ts'
import { defineListing } from '../../listing.ts'

export const listSsfStreams = defineListing({
  id: 'okta.list_ssf_streams',
  title: 'List SSF streams',
  description: 'Lists where the org sends security events of the Shared Signals Framework to.',
  scopes: ['ssf.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/ssf/stream`, pageSize: null, limit: input.limit }),
  ...listOf('streams', ssfStreamKind),
})
