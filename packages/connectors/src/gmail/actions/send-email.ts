import { RemoteError, defineAction, field, isJsonObject, path, z } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import {
  composeMessage,
  from,
  parseMailbox,
  parseRecipients,
  recipientFields,
  subject,
  toMessageId,
} from '../../mail-message.ts'

export const sendEmail = defineAction({
  id: 'gmail.send_email',
  title: 'Send e-mail',
  description: 'Sends a message from the mailbox of the connection. Each call sends a new message.',
  // Gmail may replace the Message-ID, so a search for it could miss a message that was sent: no lookUp.
  effect: 'write',
  scopes: ['https://www.googleapis.com/auth/gmail.send'],
  standsFor: ['okta-workflows:gmail.sendEmail2'],
  input: z.object({
    ...recipientFields,
    from,
    subject,
    body: field(withDefault(z.string(), ''), { title: 'Body', multiline: true }),
    isHtml: field(withDefault(z.boolean(), false), { title: 'Body is HTML' }),
  }),
  output: z.object({ messageId: z.string(), threadId: z.string().nullable() }),
  async run(input, { http, idempotencyKey, now }) {
    const sender = input.from === undefined ? undefined : parseMailbox(input.from)
    const message = await composeMessage({
      ...parseRecipients(input),
      from: sender,
      subject: input.subject,
      ...(input.isHtml ? { html: input.body } : { text: input.body }),
      messageId: toMessageId(idempotencyKey, sender),
      date: new Date(now),
    })
    const answer = await http.post(path`/gmail/v1/users/me/messages/send`, {
      raw: message.toString('base64url'),
    })
    if (!isJsonObject(answer) || typeof answer['id'] !== 'string') {
      throw new RemoteError('Gmail answered without a message id.', { code: 'gmail_unexpected_answer' })
    }
    return {
      messageId: answer['id'],
      threadId: typeof answer['threadId'] === 'string' ? answer['threadId'] : null,
    }
  },
})
