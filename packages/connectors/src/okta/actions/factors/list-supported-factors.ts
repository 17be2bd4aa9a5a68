import { path, z } from '@keyway/sdk'
import { userId } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { supportedFactorRecord, toSupportedFactor } from '../../records/factors.ts'

export const listSupportedFactors = defineListing({
  id: 'okta.list_supported_factors',
  title: 'List factors to enroll',
  description: 'Lists the factors that a user may enroll.',
  scopes: ['okta.users.read'],
  input: z.object({ user: userId }),
  output: z.object({ factors: z.array(supportedFactorRecord) }),
  list: (input) => ({ path: path`/api/v1/users/${input.user}/factors/catalog`, ...inOneAnswer }),
  toItem: toSupportedFactor,
  toOutput: (factors) => ({ factors }),
})
