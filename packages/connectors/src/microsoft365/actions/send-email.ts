import { InputError, defineAction, field, z } from '@keyway/sdk'
import type { ActionContext } from '@keyway/sdk'
import { optional, withDefault } from '../../input.ts'
import { attachments, parseRecipients, recipientFields, subject } from '../../mail-message.ts'
import { findSent, sendMessage, toAttachments, toRecipients, type Sender } from '../mail.ts'

export const sendEmail = defineAction({
  id: 'microsoft365.send_email',
  title: 'Send e-mail',
  description: 'Sends a message from a mailbox of the tenant, and keeps it in its sent items.',
  effect: 'write',
  scopes: ['Mail.ReadWrite', 'Mail.Send'],
  standsFor: ['okta-workflows:office365mail.sendEmail2'],
  input: z.object({
    ...recipientFields,
    mailbox: field(optional(z.string()), {
      title: 'Mailbox',
      description: 'Whose message it is: user id or principal name. Left out, the mailbox of the connection.',
    }),
    subject,
    body: field(withDefault(z.string(), ''), { title: 'Body', multiline: true }),
    contentType: field(
      withDefault(
        z.preprocess(
          (value) => (typeof value === 'string' ? value.toLowerCase() : value),
          z.enum(['text', 'html']),
        ),
        'text',
      ),
      { title: 'Content type' },
    ),
    attachments,
  }),
  output: z.object({ messageId: z.string(), internetMessageId: z.string().nullable() }),
  async run(input, context) {
    const sender = toSender(input, context)
    const { to, cc, bcc } = parseRecipients(input)
    const attached = await toAttachments(context.files, input.attachments)
    return sendMessage(sender, {
      subject: input.subject,
      body: { contentType: input.contentType, content: input.body },
      toRecipients: toRecipients(to),
      ccRecipients: toRecipients(cc),
      bccRecipients: toRecipients(bcc),
      ...(attached.length === 0 ? {} : { attachments: attached }),
    })
  },
  lookUp: (input, context) => findSent(toSender(input, context)),
})

function toSender({ mailbox }: { mailbox?: string | undefined }, context: ActionContext): Sender {
  const own = mailbox ?? context.connection['mailbox']
  if (typeof own !== 'string' || own === '') {
    throw new InputError(
      'The message has no sender: neither the step nor the connection names a mailbox. Enter one in either.',
    )
  }
  return { http: context.http, mailbox: own, idempotencyKey: context.idempotencyKey }
}
