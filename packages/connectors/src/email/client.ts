import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { FlowError, type ActionContext } from '@keyway/sdk'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { EmailConnection } from './connection.ts'
import { toFlowError, type Progress } from './errors.ts'

/** Longest silence of the server, in milliseconds, before the conversation is given up. */
const timeouts = { greetingTimeout: 10_000, connectionTimeout: 10_000, socketTimeout: 60_000 }

export interface Envelope {
  from: string
  to: string[]
}

export interface Receipt {
  accepted: string[]
  rejected: string[]
  response: string
}

/** A conversation with the server, signed in where the connection has a user name. */
export interface SmtpSession {
  send: (envelope: Envelope, message: Readable) => Promise<Receipt>
}

/**
 * Opens an SMTP conversation on a socket of the egress guard; TLS, by STARTTLS or from the start, runs inside that
 * socket. It ends when `work` ends or the signal aborts. Throws the errors of the SDK.
 */
export async function withSession<Result>(
  { connection, context }: { connection: EmailConnection; context: ActionContext },
  work: (session: SmtpSession) => Promise<Result>,
): Promise<Result> {
  const { host, port } = connection
  context.signal.throwIfAborted()
  const socket = await context.dial({ host, port, tls: false })
  const close = () => socket.destroy(new Error('The flow stopped waiting for the mail server.'))
  context.signal.addEventListener('abort', close, { once: true })
  const progress: Progress = { handedOver: false }
  const smtp = new SMTPConnection(toOptions(connection, socket))
  try {
    await signIn(smtp, connection)
    return await work({ send: (envelope, message) => send(smtp, { envelope, message, progress }) })
  } catch (error) {
    throw toFlowError(error, progress, connection)
  } finally {
    context.signal.removeEventListener('abort', close)
    smtp.quit()
    smtp.close()
    socket.destroy()
  }
}

function toOptions({ host, port, secure, ...connection }: EmailConnection, socket: Socket) {
  const { requireTls, certificateAuthority } = connection
  return {
    ...timeouts,
    host,
    port,
    secure,
    requireTLS: requireTls && !secure,
    tls: certificateAuthority === undefined ? {} : { ca: certificateAuthority },
    connection: socket,
  }
}

async function signIn(smtp: SMTPConnection, { username, password = '' }: EmailConnection): Promise<void> {
  await step(smtp, (done) => smtp.connect((error) => done(error, undefined)))
  // Also where the server offers no sign-in: going on without would not be what the connection says.
  if (username !== undefined) {
    await step(smtp, (done) => smtp.login({ credentials: { user: username, pass: password } }, done))
  }
}

async function send(
  smtp: SMTPConnection,
  mail: { envelope: Envelope; message: Readable; progress: Progress },
): Promise<Receipt> {
  // The stream starts to flow once the server has asked for the message; from then on a lost answer leaves it open.
  mail.message.once('resume', () => {
    mail.progress.handedOver = true
  })
  // A message that breaks off here never gets the line that ends it, so the server drops it with the connection.
  // It may have broken off before this: it is composed ahead while the conversation begins.
  const whole = finished(mail.message, { writable: false }).catch((cause: Error) => {
    throw brokenMessage(cause)
  })
  const sent = step<Receipt>(smtp, (done) => smtp.send(mail.envelope, mail.message, done))
  const info = await Promise.race([sent, whole.then(() => sent)])
  return { accepted: info.accepted, rejected: info.rejected, response: info.response }
}

function brokenMessage(cause: Error): FlowError {
  const message = `The message was not sent, because its content broke off: ${cause.message}`
  return cause instanceof FlowError ? cause : new FlowError(message, { code: 'message_incomplete', cause })
}

type Done<Result> = (error: Error | null | undefined, result: Result) => void

/** One step of a conversation: errors come by its callback or by an event, whichever is first. */
function step<Result = unknown>(smtp: SMTPConnection, start: (done: Done<Result>) => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    smtp.once('error', reject)
    const ended = () => reject(new Error('Connection closed unexpectedly'))
    smtp.once('end', ended)
    start((error, result) => {
      smtp.off('end', ended)
      // The listener for errors stays: a late one must not be without.
      if (error) reject(error)
      else resolve(result)
    })
  })
}
