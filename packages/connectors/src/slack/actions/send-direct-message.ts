import { RemoteError, defineAction, isJsonObject, path, z } from '@keyway/sdk'
import { callSlack } from '../client.ts'
import { messageFields, user } from '../fields.ts'
import { messageOutput, postMessage } from '../message.ts'

export const sendDirectMessage = defineAction({
  id: 'slack.send_direct_message',
  title: 'Send direct message',
  description: 'Writes to one person as the app. Each call posts a new message.',
  effect: 'write',
  scopes: ['chat:write', 'im:write'],
  standsFor: ['okta-workflows:slack.sendDirectMessage2'],
  input: z.object({ user, ...messageFields }),
  output: messageOutput,
  async run({ user: id, ...message }, { http }) {
    // Opening a conversation that exists answers with that one.
    const { channel } = await callSlack(http, {
      method: 'POST',
      path: path`/conversations.open`,
      body: { users: id },
      effect: 'idempotent',
    })
    if (!isJsonObject(channel) || typeof channel['id'] !== 'string') {
      throw new RemoteError('Slack answered without a conversation.', { code: 'slack_unexpected_answer' })
    }
    return postMessage(http, { ...message, channel: channel['id'] })
  },
})
