import { defineAction, path, z } from '@keyway/sdk'
import { done, user } from '../fields.ts'

export const disableUserAccount = defineAction({
  id: 'microsoft365.disable_user_account',
  title: 'Disable user account',
  description:
    'Keeps a user from signing in. Sessions that exist go on until their tokens end. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['User.EnableDisableAccount.All', 'User.Read.All'],
  standsFor: ['okta-workflows:office365admin.disableUserAccount'],
  input: z.object({ user: user() }),
  output: done(),
  async run(input, { http }) {
    const { status } = await http.request({
      method: 'PATCH',
      path: path`/users/${input.user}`,
      body: { accountEnabled: false },
    })
    return { statusCode: status }
  },
})
