import { defineAction, path, z } from '@keyway/sdk'
import { done, user } from '../fields.ts'

export const enableUserAccount = defineAction({
  id: 'microsoft365.enable_user_account',
  title: 'Enable user account',
  description: 'Lets a user sign in again. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['User.EnableDisableAccount.All', 'User.Read.All'],
  standsFor: ['okta-workflows:office365admin.enableUserAccount'],
  input: z.object({ user: user() }),
  output: done(),
  async run(input, { http }) {
    const { status } = await http.request({
      method: 'PATCH',
      path: path`/users/${input.user}`,
      body: { accountEnabled: true },
    })
    return { statusCode: status }
  },
})
