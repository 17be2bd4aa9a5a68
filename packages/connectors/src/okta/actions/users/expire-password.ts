import { defineAction, z } from '@keyway/sdk'
import { user } from '../../fields.ts'
import { toUser, userRecord } from '../../records.ts'
import { readStatus, takeStep } from '../../user-status.ts'

export const expirePassword = defineAction({
  id: 'okta.expire_password',
  title: 'Expire password',
  description: 'Makes a user choose a new password at the next sign-in. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  input: z.object({ user }),
  output: userRecord,
  async run(input, { http }) {
    const { body } = await takeStep(http, input.user, { step: 'expire_password' })
    return toUser(body)
  },
  readState: readStatus,
})
