import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface SinkMessage {
  from: string
  /** Recipients of the envelope, BCC included. */
  to: string[]
  /** Whether it came over TLS. */
  secure: boolean
  /** The whole message. */
  source: string
}

export interface SmtpSink {
  host: string
  port: number
  messages: SinkMessage[]
  close: () => Promise<void>
}

export interface SmtpSinkOptions {
  /** Who may send; without it nobody has to sign in. */
  account?: { username: string; password: string }
  /** Certificate for STARTTLS, or for TLS from the start; without it the sink speaks in the clear. */
  tls?: { key: string; cert: string; fromStart: boolean }
  /** Refuses a recipient with this reply, where it answers one. */
  refuseRecipient?: (address: string) => { code: number; message: string } | undefined
}

/** A real SMTP server on a free port of 127.0.0.1 that keeps what it is sent. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const messages: SinkMessage[] = []
  const server = new SMTPServer({
    ...accountOptions(options),
    ...tlsOptions(options),
    ...handlers(options, messages),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The SMTP sink has no port.')
  return {
    host: '127.0.0.1',
    port: address.port,
    messages,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function tlsOptions({ tls }: SmtpSinkOptions): SMTPServerOptions {
  if (tls === undefined) return { disabledCommands: ['STARTTLS'] }
  return { key: tls.key, cert: tls.cert, secure: tls.fromStart }
}

function accountOptions({ account }: SmtpSinkOptions): SMTPServerOptions {
  if (account === undefined) return { authOptional: true }
  return {
    // Signing in before TLS is refused, as real servers do.
    onAuth({ username, password }, _session, callback) {
      const isKnown = username === account.username && password === account.password
      callback(
        isKnown ? null : new Error('Invalid username or password'),
        isKnown ? { user: username } : undefined,
      )
    },
  }
}

function handlers({ refuseRecipient }: SmtpSinkOptions, messages: SinkMessage[]): SMTPServerOptions {
  return {
    onRcptTo({ address }, _session, callback) {
      const refusal = refuseRecipient?.(address)
      if (refusal === undefined) callback()
      else callback(Object.assign(new Error(refusal.message), { responseCode: refusal.code }))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        messages.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((recipient) => recipient.address),
          secure: session.secure,
          source: Buffer.concat(chunks).toString('utf8'),
        })
        callback()
      })
    },
  }
}
