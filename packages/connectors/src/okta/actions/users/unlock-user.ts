import { defineAction, z } from '@keyway/sdk'
import { changeStatus, findUser } from '../../client.ts'
import { statusCode, user } from '../../fields.ts'

export const unlockUser = defineAction({
  id: 'okta.unlock_user',
  title: 'Unlock user',
  description: 'Unlocks a user who is locked out. Users of a directory such as AD are unlocked there.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  input: z.object({ user }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await changeStatus(http, input.user, { step: 'unlock' })
    return { statusCode: status }
  },
  async lookUp(input, { http }) {
    const found = await findUser(http, input.user)
    return found?.status === 'ACTIVE' ? { statusCode: 200 } : undefined
  },
})
