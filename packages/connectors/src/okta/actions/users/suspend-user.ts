import { defineAction, z } from '@keyway/sdk'
import { changeStatus, findUser } from '../../client.ts'
import { statusCode, user } from '../../fields.ts'

export const suspendUser = defineAction({
  id: 'okta.suspend_user',
  title: 'Suspend user',
  description: 'Suspends an active user. Sessions go on: clear them as well.',
  effect: 'write',
  urgent: true,
  scopes: ['okta.users.manage'],
  standsFor: ['okta-workflows:okta.suspendUser', 'torq:Suspend a user'],
  input: z.object({ user }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await changeStatus(http, input.user, { step: 'suspend' })
    return { statusCode: status }
  },
  async lookUp(input, { http }) {
    const found = await findUser(http, input.user)
    return found?.status === 'SUSPENDED' ? { statusCode: 200 } : undefined
  },
})
