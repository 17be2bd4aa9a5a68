import { defineAction, field, path, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../../../input.ts'
import { user } from '../../fields.ts'
import { toUser, userRecord } from '../../records.ts'
import { findUser } from '../../user-status.ts'

export const setPassword = defineAction({
  id: 'okta.set_password',
  title: 'Set password',
  description: 'Gives a user this password. Not for users whose password lives elsewhere.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  input: z.object({
    user,
    password: field(requiredText(), { title: 'Password', secret: true }),
    strict: field(withDefault(z.boolean(), false), {
      title: 'Check age and history',
      description: 'Whether the minimum age and the history of the password policy hold here as well.',
    }),
  }),
  output: userRecord,
  async run({ password, strict, ...input }, { http }) {
    const body = { credentials: { password: { value: password } } }
    return toUser(await http.post(path`/api/v1/users/${input.user}`, body, { strict }))
  },
  async readState(input, { http }) {
    const found = await findUser(http, input.user)
    return found === undefined ? null : { status: found.status, passwordChanged: found.passwordChanged }
  },
})
