import { InputError, path, z } from '@keyway/sdk'
import type { Http, JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { callSlack } from './client.ts'

export interface Message {
  channel: string
  text?: string | undefined
  blocks?: JsonObject[] | undefined
  thread?: string | undefined
  linkNames: boolean
  username?: string | undefined
  iconEmoji?: string | undefined
}

export const messageOutput = z.object({ channel: z.string(), timestamp: z.string() })

/**
 * Posts a message. There is no key by which Slack would recognise a repeat, so a call whose answer was lost must not be
 * repeated blindly.
 */
export async function postMessage(http: Http, message: Message): Promise<z.output<typeof messageOutput>> {
  const { text, blocks } = message
  if (text === undefined && (blocks === undefined || blocks.length === 0)) {
    throw new InputError('A Slack message needs a text or at least one block; both are empty.')
  }
  const body: JsonObject = { channel: message.channel, link_names: message.linkNames }
  if (text !== undefined) body['text'] = text
  if (blocks !== undefined && blocks.length > 0) body['blocks'] = blocks
  if (message.thread !== undefined) body['thread_ts'] = message.thread
  if (message.username !== undefined) body['username'] = message.username
  if (message.iconEmoji !== undefined) body['icon_emoji'] = `:${message.iconEmoji.replaceAll(':', '')}:`
  const answer = await callSlack(http, { method: 'POST', path: path`/chat.postMessage`, body })
  return { channel: textOf(answer['channel']) || message.channel, timestamp: textOf(answer['ts']) }
}
