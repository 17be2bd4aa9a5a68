import { defineAction, field, z } from '@keyway/sdk'
import { optional } from '../../input.ts'
import { channel, messageFields } from '../fields.ts'
import { messageOutput, postMessage } from '../message.ts'

export const sendMessageToChannel = defineAction({
  id: 'slack.send_message_to_channel',
  title: 'Send message to channel',
  description: 'Posts a message as the app. Each call posts a new message.',
  effect: 'write',
  scopes: ['chat:write', 'chat:write.customize'],
  standsFor: ['okta-workflows:slack.sendMessageToChannel2'],
  input: z.object({
    channel,
    ...messageFields,
    username: field(optional(z.string()), {
      title: 'Name',
      description: 'Shown instead of the name of the app.',
    }),
    iconEmoji: field(optional(z.string()), { title: 'Icon emoji', placeholder: ':warning:' }),
  }),
  output: messageOutput,
  run: (input, { http }) => postMessage(http, input),
})
