import { defineAction, z } from '@keyway/sdk'
import { statusCode, user } from '../../fields.ts'
import { bringTo, lookUpStatus, readStatus } from '../../user-status.ts'

export const unlockUser = defineAction({
  id: 'okta.unlock_user',
  title: 'Unlock user',
  description:
    'Unlocks a user who is locked out; someone active counts as done. Users of a directory such as AD are unlocked there.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  input: z.object({ user }),
  output: z.object({ statusCode }),
  run: (input, { http }) => bringTo(http, input.user, { step: 'unlock', to: 'ACTIVE' }),
  lookUp: (input, { http }) => lookUpStatus(http, input.user, 'ACTIVE'),
  readState: readStatus,
})
