import { createHash } from 'node:crypto'
import { InputError, isJsonObject, path } from '@keyway/sdk'
import type { FileStore, FileValue, Http, JsonObject } from '@keyway/sdk'
import { findAttachments, type Mailbox } from '../mail-message.ts'
import { asObject } from './client.ts'

/** Ids that stay the same when Exchange moves a sent message out of the drafts. */
const immutableIds = { Prefer: 'IdType="ImmutableId"' }

/** A named property of our own, by which a message of a step is found again. */
const stepProperty = 'String {6f1b8f0e-2a57-4b1c-9a34-5d1c0c0b7e11} Name KeywayStep'

/** What a property may hold is short, so it holds a digest of the key. */
function stepMark(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('hex')
}

/** Graph takes 4 MB in one request, and base64 makes a third more of every file. */
const maxAttachedBytes = 3_000_000

/** Files as a message holds them. Throws InputError where they are too long for one request. */
export async function toAttachments(files: FileStore, values: readonly FileValue[]): Promise<JsonObject[]> {
  const attached = await findAttachments(files, values)
  let left = maxAttachedBytes
  const parts: JsonObject[] = []
  for (const { name, contentType, read } of attached) {
    const chunks: Uint8Array[] = []
    for await (const chunk of read()) {
      left -= chunk.length
      if (left < 0) {
        throw new InputError(
          `The attachments have more than ${maxAttachedBytes} bytes together, which Microsoft Graph does not take in one message. Send a link instead.`,
          { code: 'limit_attachments' },
        )
      }
      chunks.push(chunk)
    }
    const contentBytes = Buffer.concat(chunks).toString('base64')
    parts.push({ '@odata.type': '#microsoft.graph.fileAttachment', name, contentType, contentBytes })
  }
  return parts
}

export function toRecipients(mailboxes: readonly Mailbox[]): JsonObject[] {
  return mailboxes.map(({ name, address }) => ({
    emailAddress: name === '' ? { address } : { address, name },
  }))
}

export interface Sender {
  http: Http
  /** User id or principal name. */
  mailbox: string
  idempotencyKey: string
}

/**
 * Sends a message as a draft that goes out, because the id of a message sent in one call is not told. The draft carries
 * the mark of its step.
 */
export async function sendMessage(
  sender: Sender,
  message: JsonObject,
): Promise<{ messageId: string; internetMessageId: string | null }> {
  const { http, mailbox, idempotencyKey } = sender
  const marked = [{ id: stepProperty, value: stepMark(idempotencyKey) }]
  const { body } = await http.request({
    method: 'POST',
    path: path`/users/${mailbox}/messages`,
    headers: immutableIds,
    body: { ...message, singleValueExtendedProperties: marked },
    // Nobody receives a draft: one too many is better than a message that may have been sent or not.
    effect: 'idempotent',
  })
  const draft = toSent(asObject(body))
  await http.request({
    method: 'POST',
    path: path`/users/${mailbox}/messages/${draft.messageId}/send`,
    headers: immutableIds,
  })
  return draft
}

/** The message that a step sent; undefined where it sent none, whether there is a draft of it or not. */
export async function findSent({ http, mailbox, idempotencyKey }: Sender) {
  const mark = `ep/id eq '${stepProperty}' and ep/value eq '${stepMark(idempotencyKey)}'`
  const { body } = await http.request({
    method: 'GET',
    path: path`/users/${mailbox}/messages`,
    query: {
      $filter: `singleValueExtendedProperties/any(ep: ${mark})`,
      $select: 'id,internetMessageId,isDraft',
    },
    headers: immutableIds,
  })
  const { value } = asObject(body)
  const messages = (Array.isArray(value) ? value : []).filter(isJsonObject)
  const sent = messages.find((message) => message['isDraft'] === false)
  return sent === undefined ? undefined : toSent(sent)
}

function toSent({ id, internetMessageId }: JsonObject) {
  return {
    messageId: typeof id === 'string' ? id : '',
    internetMessageId: typeof internetMessageId === 'string' ? internetMessageId : null,
  }
}
