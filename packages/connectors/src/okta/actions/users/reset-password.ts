import { defineAction, field, isJsonObject, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { sendEmail, statusCode, user } from '../../fields.ts'
import { readStatus, takeStep } from '../../user-status.ts'

export const resetPassword = defineAction({
  id: 'okta.reset_password',
  title: 'Reset password',
  description:
    'Starts a password reset: by mail, or as a link for the flow to hand on. Each call makes a new link. Not for users whose password lives elsewhere.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  standsFor: ['okta-workflows:okta.resetPassword', 'torq:Reset a user password'],
  input: z.object({
    user,
    sendEmail,
    revokeSessions: field(withDefault(z.boolean(), false), { title: 'End sessions' }),
  }),
  output: z.object({
    statusCode,
    resetPasswordUrl: field(z.string().nullable(), {
      title: 'Reset link',
      description: 'Only when no e-mail was sent. It lets anyone set the password, so it is masked like one.',
      secret: true,
    }),
  }),
  async run(input, { http }) {
    const query = { sendEmail: input.sendEmail, revokeSessions: input.revokeSessions }
    const { status, body } = await takeStep(http, input.user, { step: 'reset_password', query })
    const url = isJsonObject(body) ? body['resetPasswordUrl'] : null
    return { statusCode: status, resetPasswordUrl: typeof url === 'string' ? url : null }
  },
  readState: readStatus,
})
