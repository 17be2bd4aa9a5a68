import { RemoteError, defineAction, field, isJsonObject, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { user } from '../../fields.ts'
import { readStatus, takeStep } from '../../user-status.ts'

export const setTemporaryPassword = defineAction({
  id: 'okta.set_temporary_password',
  title: 'Set temporary password',
  description:
    'Expires the password and gives a temporary one, which the user must change at the next sign-in. Each call makes a ' +
    'new one; only its answer has it.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  input: z.object({
    user,
    revokeSessions: field(withDefault(z.boolean(), false), { title: 'End sessions' }),
  }),
  output: z.object({ temporaryPassword: field(z.string(), { title: 'Temporary password', secret: true }) }),
  async run(input, { http }) {
    const query = { revokeSessions: input.revokeSessions }
    const step = { step: 'expire_password_with_temp_password', query } as const
    const { body } = await takeStep(http, input.user, step)
    const password = isJsonObject(body) ? body['tempPassword'] : undefined
    if (typeof password === 'string') return { temporaryPassword: password }
    throw new RemoteError('Okta expired the password and answered without a temporary one.', {
      code: 'okta_unexpected_answer',
    })
  },
  readState: readStatus,
})
