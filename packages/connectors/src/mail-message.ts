import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { InputError, field, fileValue, z, type FileStore, type FileValue } from '@keyway/sdk'
import MailComposer from 'nodemailer/lib/mail-composer'
import { optional, withDefault } from './input.ts'

export interface Mailbox {
  name: string
  address: string
}

export interface MailMessage {
  from?: Mailbox | undefined
  to: Mailbox[]
  cc: Mailbox[]
  bcc: Mailbox[]
  subject: string
  text?: string | undefined
  html?: string | undefined
  messageId: string
  date: Date
  attachments?: readonly Attachment[] | undefined
}

export interface Attachment {
  name: string
  contentType: string
  read: () => AsyncIterable<Uint8Array>
}

/** A list of addresses in a form; one text is a list of one, and blanks in it count as nothing. */
const addressList = () =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string().nullable()))
const optionalList = () => withDefault(addressList(), [])

export const recipientFields = {
  to: field(addressList(), {
    title: 'To',
    description: 'One address each: lin@acme.test or Lin <lin@acme.test>.',
  }),
  cc: field(optionalList(), { title: 'CC' }),
  bcc: field(optionalList(), { title: 'BCC' }),
}

export const attachments = field(
  withDefault(
    z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(fileValue)),
    [],
  ),
  { title: 'Attachments', description: 'Files of earlier steps.' },
)

/** What is attached, as the store knows it. Throws InputError `file_unknown` before anything is sent. */
export function findAttachments(files: FileStore, values: readonly FileValue[]): Promise<Attachment[]> {
  return Promise.all(
    values.map(async (value) => {
      const file = await files.find(value)
      return { ...file, read: () => files.read(file) }
    }),
  )
}

export const subject = field(withDefault(z.string(), ''), { title: 'Subject' })
export const from = field(optional(z.string()), { title: 'From', placeholder: 'Keyway <keyway@acme.test>' })

const addressPattern = String.raw`[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+`
const mailboxPattern = new RegExp(
  String.raw`^\s*(?:(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^<>"]*))\s*<\s*(?<named>${addressPattern})\s*>|(?<bare>${addressPattern}))\s*$`,
)

/**
 * Reads one mailbox: an address, or a name and an address in angle brackets. Nothing else of RFC 5322 is taken, because
 * a value from outside could otherwise add recipients or headers. Throws InputError.
 */
export function parseMailbox(text: string): Mailbox {
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text))
    throw badAddress(text, 'it contains a line break or control character')
  const parts = mailboxPattern.exec(text)?.groups
  const address = parts?.['named'] ?? parts?.['bare']
  if (address === undefined) throw badAddress(text, 'it is not exactly one name@domain')
  const name = parts?.['quoted']?.replaceAll(/\\(.)/g, '$1') ?? parts?.['plain']?.trim() ?? ''
  return { name, address }
}

/** Reads a list of mailboxes and leaves blank entries out. */
function parseMailboxes(list: readonly (string | null)[]): Mailbox[] {
  return list
    .filter((text) => text !== null)
    .filter((text) => text.trim() !== '')
    .map(parseMailbox)
}

/** Reads the recipients of a message. Throws InputError where there is nobody to write to. */
export function parseRecipients(input: {
  to: readonly (string | null)[]
  cc: readonly (string | null)[]
  bcc: readonly (string | null)[]
}): Pick<MailMessage, 'to' | 'cc' | 'bcc'> {
  const to = parseMailboxes(input.to)
  if (to.length === 0) throw new InputError('The message has no recipient: "To" is empty.')
  return { to, cc: parseMailboxes(input.cc), bcc: parseMailboxes(input.bcc) }
}

/**
 * Message-ID (RFC 5322, 3.6.4) that is the same for every try of a step, so that mail systems which drop duplicates can
 * do so.
 */
export function toMessageId(idempotencyKey: string, from: Mailbox | undefined): string {
  const id = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40)
  return `<${id}@${from?.address.split('@').at(-1) ?? 'keyway.invalid'}>`
}

/** One line: a subject from outside must not become further headers. */
function toHeaderText(text: string): string {
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
}

/** The message as RFC 5322 bytes. BCC stays in it: an API that sends by the headers reads the recipients there. */
export async function composeMessage(message: MailMessage): Promise<Buffer> {
  const root = compile(message, openContents(message))
  root.keepBcc = true
  return root.build()
}

/** The message as a stream of RFC 5322 bytes, without BCC: SMTP names its recipients in the envelope. */
export function streamMessage(message: MailMessage): Readable {
  const contents = openContents(message)
  const stream = compile(message, contents).createReadStream()
  // The composer leaves its stream open when a content breaks off, and whoever reads it would wait.
  for (const { content } of contents) content.once('error', (error) => stream.destroy(error))
  return stream
}

function openContents({ attachments: attached = [] }: MailMessage) {
  return attached.map(({ name, contentType, read }) => ({
    filename: toHeaderText(name),
    contentType,
    contentTransferEncoding: 'base64' as const,
    content: Readable.from(read()),
  }))
}

function compile(message: MailMessage, contents: ReturnType<typeof openContents>) {
  const { from: sender, text, html, attachments: _, ...rest } = message
  return new MailComposer({
    ...rest,
    ...(sender === undefined ? {} : { from: sender }),
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
    subject: toHeaderText(message.subject),
    attachments: contents,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
}

function badAddress(text: string, why: string): InputError {
  return new InputError(
    `${JSON.stringify(text)} is not an e-mail address: ${why}. Expected one address, like lin@acme.test or Lin <lin@acme.test>.`,
  )
}
