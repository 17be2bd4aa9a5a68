import { defineAction, field, path, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { statusCode, user } from '../../fields.ts'
import { findUser } from '../../user-status.ts'

export const clearUserSessions = defineAction({
  id: 'okta.clear_user_sessions',
  title: 'Clear user sessions',
  description:
    'Ends all Okta sessions of a user, and on request OAuth tokens too. Sessions inside apps go on. Repeating it changes nothing.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.users.manage'],
  standsFor: ['okta-workflows:okta.clearUserSessions', 'torq:Delete all sessions for a user'],
  input: z.object({
    user,
    revokeTokens: field(withDefault(z.boolean(), false), {
      title: 'Revoke tokens',
      description: 'Also revokes the OAuth and OpenID Connect tokens issued to the user.',
    }),
  }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await http.request({
      method: 'DELETE',
      path: path`/api/v1/users/${input.user}/sessions`,
      query: { oauthTokens: input.revokeTokens },
    })
    return { statusCode: status }
  },
  // Okta does not tell which sessions a user has.
  async readState(input, { http }) {
    const found = await findUser(http, input.user)
    return found === undefined ? null : { status: found.status, lastLogin: found.lastLogin }
  },
})
