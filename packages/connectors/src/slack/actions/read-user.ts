import { InputError, defineAction, field, path, z } from '@keyway/sdk'
import { optional, requiredText } from '../../input.ts'
import { callSlack } from '../client.ts'
import { searchUsers } from '../fields.ts'
import { toUser, userRecord } from '../records.ts'

export const readUser = defineAction({
  id: 'slack.read_user',
  title: 'Read user',
  description:
    'Reads a member of the workspace by e-mail address or by id. Fails with slack_users_not_found.',
  effect: 'read',
  scopes: ['users:read', 'users:read.email'],
  standsFor: ['okta-workflows:slack.readUser2'],
  input: z.object({
    email: field(optional(z.string()), { title: 'E-mail' }),
    user: field(optional(requiredText()), {
      title: 'User',
      description: 'Id, instead of the e-mail address.',
      options: searchUsers,
    }),
  }),
  output: userRecord,
  async run({ email, user: id }, { http }) {
    if ((email === undefined) === (id === undefined)) {
      throw new InputError('Give either the e-mail address or the id of the Slack user.')
    }
    const answer =
      id === undefined
        ? await callSlack(http, { method: 'GET', path: path`/users.lookupByEmail`, query: { email } })
        : await callSlack(http, { method: 'GET', path: path`/users.info`, query: { user: id } })
    return toUser(answer['user'])
  },
})
