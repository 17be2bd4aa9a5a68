import { defineAction, z } from '@keyway/sdk'
import { isOktaError } from '../../client.ts'
import { sendEmail, user } from '../../fields.ts'
import { activationOutput, readActivation } from '../../activation.ts'
import { findUser, readStatus, takeStep } from '../../user-status.ts'

const activated = new Set(['PROVISIONED', 'ACTIVE'])

export const activateUser = defineAction({
  id: 'okta.activate_user',
  title: 'Activate user',
  description:
    'Activates a staged or deactivated user. A user who is active already counts as done, without a link.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  standsFor: ['okta-workflows:okta.activateUser', 'torq:Activate users'],
  input: z.object({ user, sendEmail }),
  output: activationOutput,
  async run(input, { http }) {
    try {
      const query = { sendEmail: input.sendEmail }
      return readActivation(await takeStep(http, input.user, { step: 'activate', query }))
    } catch (error) {
      if (isOktaError(error, 'E0000016')) return readActivation({ status: 200, body: {} })
      throw error
    }
  },
  async lookUp(input, { http }) {
    const found = await findUser(http, input.user)
    return found !== undefined && activated.has(found.status)
      ? readActivation({ status: 200, body: {} })
      : undefined
  },
  readState: readStatus,
  inverse: {
    action: 'okta.deactivate_user',
    // Who was staged cannot be staged again.
    input: ({ input, before }) => (before?.status === 'DEPROVISIONED' ? { user: input.user } : undefined),
  },
})
