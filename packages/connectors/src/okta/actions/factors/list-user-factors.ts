import { z } from '@keyway/sdk'
import { factorsOf } from '../../factors.ts'
import { userId } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { factorRecord, toFactor } from '../../records/factors.ts'

export const listUserFactors = defineListing({
  id: 'okta.list_user_factors',
  title: 'List user factors',
  description:
    'Lists the factors that a user enrolled, as far as the policies of enrolment show them: an empty list does not prove ' +
    'that there are none.',
  scopes: ['okta.users.read'],
  standsFor: ['torq:List user auth factors'],
  input: z.object({ user: userId }),
  output: z.object({ factors: z.array(factorRecord) }),
  list: (input) => ({ path: factorsOf(input.user), ...inOneAnswer }),
  toItem: toFactor,
  toOutput: (factors) => ({ factors }),
})
