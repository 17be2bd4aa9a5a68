import { path, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { grantRecord, toGrant } from '../../records/grants.ts'

export const listApplicationGrants = defineListing({
  id: 'okta.list_application_grants',
  title: 'List scopes of application',
  description: 'Lists the scopes of the Okta API that an application was granted.',
  scopes: ['okta.appGrants.read'],
  input: z.object({ application }),
  output: z.object({ grants: z.array(grantRecord) }),
  list: (input) => ({ path: path`/api/v1/apps/${input.application}/grants`, ...inOneAnswer }),
  toItem: toGrant,
  toOutput: (grants) => ({ grants }),
})
