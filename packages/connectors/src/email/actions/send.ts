import { InputError, defineAction, field, z } from '@keyway/sdk'
import { optional } from '../../input.ts'
import {
  from,
  parseMailbox,
  parseRecipients,
  recipientFields,
  subject,
  toHeaderText,
  toMessageId,
} from '../../mail-message.ts'
import { withTransport } from '../client.ts'
import { connection } from '../connection.ts'

export const send = defineAction({
  id: 'email.send',
  title: 'Send e-mail',
  description: 'Sends a message. Each call sends it again, with the same Message-ID for the same step.',
  effect: 'write',
  input: z.object({
    ...recipientFields,
    from,
    subject,
    text: field(optional(z.string()), { title: 'Text', multiline: true }),
    html: field(optional(z.string()), { title: 'HTML', multiline: true }),
  }),
  output: z.object({
    messageId: z.string(),
    accepted: z.array(z.string()),
    rejected: field(z.array(z.string()), {
      title: 'Rejected',
      description: 'Recipients the server refused while it took the message for the others.',
    }),
    response: z.string(),
  }),
  async run({ text, html, ...input }, context) {
    if (text === undefined && html === undefined) {
      throw new InputError('The message has no content: both "Text" and "HTML" are empty.')
    }
    const settings = connection.parse(context.connection)
    const sender = parseMailbox(input.from ?? settings.from)
    const message = {
      ...parseRecipients(input),
      from: sender,
      subject: toHeaderText(input.subject),
      ...(text === undefined ? {} : { text }),
      ...(html === undefined ? {} : { html }),
      messageId: toMessageId(context.idempotencyKey, sender),
      date: new Date(context.now),
    }
    const info = await withTransport({ connection: settings, context }, (transport) =>
      transport.sendMail(message),
    )
    const addresses = (list: readonly (string | { address: string })[]) =>
      list.map((entry) => (typeof entry === 'string' ? entry : entry.address))
    return {
      messageId: message.messageId,
      accepted: addresses(info.accepted),
      rejected: addresses(info.rejected),
      response: info.response,
    }
  },
})
