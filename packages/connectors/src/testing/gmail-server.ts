import { isJsonObject } from '@keyway/sdk'
import { listen, type Answer, type LoopbackServer, type Received } from './listen.ts'

export interface GmailMessage {
  id: string
  /** Header values by name in lower case, unfolded. */
  headers: Record<string, string>
  /** Everything after the headers, still encoded. */
  body: string
  /** The whole message. */
  source: string
}

export interface GmailServer extends LoopbackServer {
  accessToken: string
  messages: GmailMessage[]
}

/** A server shaped like the Gmail API: checks the token and that `raw` is a base64url RFC 5322 message with recipients. */
export async function startGmailServer(options: { accessToken?: string } = {}): Promise<GmailServer> {
  const { accessToken = 'ya29.test' } = options
  const messages: GmailMessage[] = []
  const server = await listen((request) => {
    if (request.headers['authorization'] !== `Bearer ${accessToken}`) {
      return refuse(401, { message: 'Request had invalid authentication credentials.', reason: 'authError' })
    }
    if (request.method === 'GET' && request.path === '/gmail/v1/users/me/profile') {
      return { body: { emailAddress: 'keyway@acme.test', messagesTotal: messages.length } }
    }
    if (request.method === 'POST' && request.path === '/gmail/v1/users/me/messages/send') {
      return send(messages, request)
    }
    return refuse(404, { message: 'Not Found', reason: 'notFound' })
  })
  return { ...server, accessToken, messages }
}

function send(messages: GmailMessage[], request: Received): Answer {
  const raw = isJsonObject(request.body) ? request.body['raw'] : undefined
  if (typeof raw !== 'string' || !/^[A-Za-z0-9_-]+$/.test(raw)) {
    return refuse(400, {
      message: "'raw' RFC822 payload message string is required",
      reason: 'invalidArgument',
    })
  }
  const source = Buffer.from(raw, 'base64url').toString('utf8')
  const [head = '', ...rest] = source.split('\r\n\r\n')
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  if (![headers['to'], headers['cc'], headers['bcc']].some(Boolean)) {
    return refuse(400, { message: 'Recipient address required', reason: 'invalidArgument' })
  }
  const id = `18c${String(messages.length + 1).padStart(13, '0')}`
  messages.push({ id, headers, body: rest.join('\r\n\r\n'), source })
  return { body: { id, threadId: id, labelIds: ['SENT'] } }
}

function refuse(code: number, { message, reason }: { message: string; reason: string }): Answer {
  return { status: code, body: { error: { code, message, errors: [{ message, reason, domain: 'global' }] } } }
}
