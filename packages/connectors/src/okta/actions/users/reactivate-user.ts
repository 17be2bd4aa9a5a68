import { defineAction, z } from '@keyway/sdk'
import { sendEmail, user } from '../../fields.ts'
import { activationOutput, readActivation } from '../../activation.ts'
import { readStatus, takeStep } from '../../user-status.ts'

export const reactivateUser = defineAction({
  id: 'okta.reactivate_user',
  title: 'Reactivate user',
  description:
    'Renews the activation of a user who was activated but never signed in. Each call makes a new link and ends the old one.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  standsFor: ['torq:Reactivate a user'],
  input: z.object({ user, sendEmail }),
  output: activationOutput,
  async run(input, { http }) {
    const query = { sendEmail: input.sendEmail }
    return readActivation(await takeStep(http, input.user, { step: 'reactivate', query }))
  },
  readState: readStatus,
})
