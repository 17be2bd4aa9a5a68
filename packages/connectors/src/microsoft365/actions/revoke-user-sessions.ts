import { defineAction, path, z } from '@keyway/sdk'
import { asObject } from '../client.ts'
import { user } from '../fields.ts'

export const revokeUserSessions = defineAction({
  id: 'microsoft365.revoke_user_sessions',
  title: 'Revoke user sessions',
  description: 'Makes the refresh tokens and sessions of a user invalid, which can take some minutes.',
  effect: 'idempotent',
  scopes: ['User.RevokeSessions.All'],
  standsFor: ['okta-workflows:office365admin.revokeUserSignInSessions'],
  input: z.object({ user: user() }),
  output: z.object({ revoked: z.boolean(), statusCode: z.int() }),
  async run(input, { http }) {
    const { status, body } = await http.request({
      method: 'POST',
      path: path`/users/${input.user}/revokeSignInSessions`,
    })
    return { revoked: asObject(body)['value'] === true, statusCode: status }
  },
})
