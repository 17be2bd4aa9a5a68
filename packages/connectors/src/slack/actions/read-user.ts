import { InputError, RemoteError, anyObject, defineAction, field, isJsonObject, path, z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { optional, requiredText } from '../../input.ts'
import { callSlack } from '../client.ts'
import { searchUsers } from '../fields.ts'

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
  output: z.object({
    id: z.string(),
    username: z.string(),
    fullName: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    title: z.string(),
    timeZone: z.string().nullable(),
    isBot: z.boolean(),
    deleted: z.boolean(),
    raw: anyObject,
  }),
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

function toUser(found: Json | undefined) {
  if (!isJsonObject(found) || typeof found['id'] !== 'string') {
    throw new RemoteError('Slack answered without a user.', { code: 'slack_unexpected_answer' })
  }
  const profile: JsonObject = isJsonObject(found['profile']) ? found['profile'] : {}
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : '')
  return {
    id: found['id'],
    username: text(found['name']),
    fullName: text(found['real_name']) || text(profile['real_name']),
    displayName: text(profile['display_name']),
    email: text(profile['email']) || null,
    title: text(profile['title']),
    timeZone: text(found['tz']) || null,
    isBot: found['is_bot'] === true,
    deleted: found['deleted'] === true,
    raw: found,
  }
}
