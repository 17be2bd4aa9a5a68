import { defineAction, z } from '@keyway/sdk'
import { changeStatus, findUser } from '../../client.ts'
import { statusCode, user } from '../../fields.ts'

export const unsuspendUser = defineAction({
  id: 'okta.unsuspend_user',
  title: 'Unsuspend user',
  description: 'Makes a suspended user active again.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  standsFor: ['torq:Unsuspend a user'],
  input: z.object({ user }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await changeStatus(http, input.user, { step: 'unsuspend' })
    return { statusCode: status }
  },
  async lookUp(input, { http }) {
    const found = await findUser(http, input.user)
    return found?.status === 'ACTIVE' ? { statusCode: 200 } : undefined
  },
})
