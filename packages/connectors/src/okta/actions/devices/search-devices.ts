import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { joinTerms, match } from '../../expression.ts'
import { deviceKind } from '../../kinds/device.ts'
import { defineListing } from '../../listing.ts'

export const searchDevices = defineListing({
  id: 'okta.search_devices',
  title: 'Search devices',
  description: 'Finds devices by attributes or an expression, or lists all. None found is no error.',
  scopes: ['okta.devices.read'],
  input: z.object({
    search: field(optional(z.string()), {
      title: 'Search',
      placeholder: 'status eq "ACTIVE" and profile.platform eq "MACOS"',
    }),
    match,
    limit,
  }),
  list: (input) => ({
    path: path`/api/v1/devices`,
    query: { search: joinTerms(input.match, input.search) },
    pageSize: 200,
    limit: input.limit,
  }),
  ...listOf('devices', deviceKind),
})
