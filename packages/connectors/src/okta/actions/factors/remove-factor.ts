import { defineAction, field, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { deleteWithin } from '../../client.ts'
import { factorAt, factorsOf, readFactor } from '../../factors.ts'
import { factor, statusCode, userId } from '../../fields.ts'

export const removeFactor = defineAction({
  id: 'okta.remove_factor',
  title: 'Remove factor',
  description: 'Removes a factor of a user, who must set it up anew. One that is gone is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.users.manage'],
  input: z.object({
    user: userId,
    factor,
    removeRecovery: field(withDefault(z.boolean(), false), {
      title: 'For recovery as well',
      description: 'Whether the user can also no longer recover the account by it.',
    }),
  }),
  output: z.object({ statusCode }),
  async run({ removeRecovery, ...input }, { http }) {
    const { status } = await deleteWithin(http, {
      path: factorAt(input),
      query: { removeRecoveryEnrollment: removeRecovery },
      within: factorsOf(input.user),
    })
    return { statusCode: status }
  },
  readState: readFactor,
})
