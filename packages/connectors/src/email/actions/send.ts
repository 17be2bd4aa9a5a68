import { InputError, defineAction, field, z } from '@keyway/sdk'
import { optional } from '../../input.ts'
import {
  attachments,
  findAttachments,
  from,
  parseMailbox,
  parseRecipients,
  recipientFields,
  streamMessage,
  subject,
  toMessageId,
} from '../../mail-message.ts'
import { withSession } from '../client.ts'
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
    attachments,
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
    const recipients = parseRecipients(input)
    const messageId = toMessageId(context.idempotencyKey, sender)
    const attached = await findAttachments(context.files, input.attachments)
    const message = streamMessage({
      ...recipients,
      from: sender,
      subject: input.subject,
      text,
      html,
      messageId,
      attachments: attached,
      date: new Date(context.now),
    })
    const { to, cc, bcc } = recipients
    const envelope = { from: sender.address, to: [...to, ...cc, ...bcc].map(({ address }) => address) }
    const receipt = await withSession({ connection: settings, context }, (session) =>
      session.send(envelope, message),
    )
    return { messageId, ...receipt }
  },
})
