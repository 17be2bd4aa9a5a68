import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { networkZoneKind } from '../../kinds/network-zone.ts'
import { defineListing } from '../../listing.ts'

export const listNetworkZones = defineListing({
  id: 'okta.list_network_zones',
  title: 'List network zones',
  description: 'Lists the network zones of the org.',
  scopes: ['okta.networkZones.read'],
  input: z.object({
    usage: field(optional(z.enum(['POLICY', 'BLOCKLIST'])), {
      title: 'Usage',
      description: 'Left out: zones of both.',
    }),
    limit,
  }),
  list: (input) => ({
    path: path`/api/v1/zones`,
    query: { filter: input.usage === undefined ? undefined : `usage eq "${input.usage}"` },
    pageSize: 200,
    limit: input.limit,
  }),
  ...listOf('zones', networkZoneKind),
})
