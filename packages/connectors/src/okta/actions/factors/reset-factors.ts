import { defineAction, z } from '@keyway/sdk'
import { readFactors } from '../../factors.ts'
import { statusCode, user } from '../../fields.ts'
import { takeStep } from '../../user-status.ts'

export const resetFactors = defineAction({
  id: 'okta.reset_factors',
  title: 'Reset factors',
  description: 'Removes all factors of a user, who must set them up anew. Repeating it changes nothing.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.users.manage'],
  standsFor: ['torq:Reset auth factors'],
  input: z.object({ user }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await takeStep(http, input.user, { step: 'reset_factors' })
    return { statusCode: status }
  },
  readState: readFactors,
})
