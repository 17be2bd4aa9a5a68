import { defineConnector, field, path, z } from '@keyway/sdk'
import { requiredText, textOf, withDefault } from '../input.ts'
import { listChannels } from './actions/list-channels.ts'
import { listUsers } from './actions/list-users.ts'
import { readUser } from './actions/read-user.ts'
import { sendDirectMessage } from './actions/send-direct-message.ts'
import { sendMessageToChannel } from './actions/send-message-to-channel.ts'
import { callSlack, describeError } from './client.ts'

export const slack = defineConnector({
  id: 'slack',
  title: 'Slack',
  description: 'A Slack workspace, as an app installed there.',
  connection: z.object({
    token: field(
      requiredText().transform((text) => text.trim()),
      { title: 'Bot token', description: 'OAuth & Permissions > Bot User OAuth Token.', secret: true },
    ),
    baseUrl: field(withDefault(z.url(), 'https://slack.com/api'), { title: 'Base URL' }),
  }),
  http: ({ baseUrl, token }) => ({
    baseUrl,
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
  }),
  describeError,
  async test({ http }) {
    const answer = await callSlack(http, { method: 'POST', path: path`/auth.test` })
    return {
      ok: true,
      message: `Connected to ${textOf(answer['team'])} as ${textOf(answer['user'])}.`,
      details: {
        team: answer['team'] ?? null,
        user: answer['user'] ?? null,
        userId: answer['user_id'] ?? null,
      },
    }
  },
  actions: [readUser, listUsers, listChannels, sendDirectMessage, sendMessageToChannel],
})
