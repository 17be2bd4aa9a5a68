import { anyObject, path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../listing.ts'
import { asObject } from '../client.ts'
import { defineListing } from '../listing.ts'

export const listLicenses = defineListing({
  id: 'microsoft365.list_licenses',
  title: 'List licenses',
  description:
    'Lists the subscriptions of the tenant: what may be assigned, how many there are and how many are taken.',
  scopes: ['LicenseAssignment.Read.All'],
  standsFor: ['okta-workflows:office365admin.getLicenses'],
  input: z.object({ limit }),
  output: z.object({ licenses: z.array(anyObject), hasMore }),
  list: (input) => ({ path: path`/subscribedSkus`, query: {}, isWhole: true, limit: input.limit }),
  toItem: asObject,
  toOutput: (licenses, more) => ({ licenses, hasMore: more }),
})
