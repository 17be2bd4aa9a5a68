import { field, InputError, z, type Json } from '@keyway/sdk'
import { linesOf, titleOf } from '../wording.ts'
import { defineKind, type Message } from './kind.ts'

/** Slack takes 50 blocks in a message. */
const mostSubjects = 40

export const slack = defineKind({
  id: 'slack',
  title: 'Slack',
  description: 'A channel, by an incoming webhook or by a connection to Slack.',
  connection: z.object({
    webhookUrl: field(z.url({ protocol: /^https?$/ }).optional(), {
      title: 'Incoming webhook',
      description: 'From the app in Slack. Or choose a connection and a channel.',
      secret: true,
    }),
    connectionId: field(z.string().optional(), {
      title: 'Connection',
      description: 'Id of a connection to Slack.',
    }),
    channel: field(z.string().optional(), { title: 'Channel', placeholder: '#security' }),
  }),
  async send({ webhookUrl, connectionId, channel }, message, { http, run }) {
    const text = titleOf(message)
    const blocks = toBlocks(message)
    if (webhookUrl !== undefined) {
      await http.request({
        method: 'POST',
        path: { absolute: webhookUrl },
        body: { text, blocks },
        accept: 'text',
      })
    } else if (connectionId !== undefined && channel !== undefined) {
      await run(connectionId, 'slack.send_message_to_channel', { channel, text, blocks })
    } else throw new InputError('The target has neither an incoming webhook nor a connection with a channel.')
  },
})

function toBlocks(message: Message): Json[] {
  return message.subjects.slice(0, mostSubjects).map((subject) => {
    const [title = '', ...lines] = linesOf(subject)
    const url = lines.pop() ?? ''
    const text = [`*<${url}|${escape(title)}>*`, ...lines.map(escape)].join('\n')
    return { type: 'section', text: { type: 'mrkdwn', text: text.slice(0, 3000) } }
  })
}

/** Source: Slack, Formatting text: the three characters that control. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
