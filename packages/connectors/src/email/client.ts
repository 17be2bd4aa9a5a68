import type { Socket } from 'node:net'
import { ConnectionError, FlowError, RemoteError, TemporaryError, type ActionContext } from '@keyway/sdk'
import nodemailer from 'nodemailer'
import type { EmailConnection } from './connection.ts'

/** Longest silence of the server, in milliseconds, before the conversation is given up. */
const timeouts = { greetingTimeout: 10_000, connectionTimeout: 10_000, socketTimeout: 60_000 }

/**
 * Opens an SMTP transport on a socket of the egress guard; TLS, by STARTTLS or from the start, runs inside that socket.
 * The socket is closed when `work` ends or the signal aborts. Throws the errors of the SDK.
 */
export async function withTransport<Result>(
  session: { connection: EmailConnection; context: ActionContext },
  work: (transport: ReturnType<typeof createTransport>) => Promise<Result>,
): Promise<Result> {
  const { connection, context } = session
  const { host, port } = connection
  const socket = await context.dial({ host, port, tls: false })
  const close = () => socket.destroy()
  context.signal.addEventListener('abort', close, { once: true })
  try {
    context.signal.throwIfAborted()
    return await work(createTransport(connection, socket))
  } catch (error) {
    throw toFlowError(error, connection)
  } finally {
    context.signal.removeEventListener('abort', close)
    close()
  }
}

function createTransport(connection: EmailConnection, socket: Socket) {
  const { host, port, secure, requireTls, username, password, certificateAuthority } = connection
  return nodemailer.createTransport({
    ...timeouts,
    host,
    port,
    secure,
    requireTLS: requireTls && !secure,
    tls: certificateAuthority === undefined ? {} : { ca: certificateAuthority },
    ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
    getSocket: (_options, callback) => callback(null, { connection: socket }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

interface SmtpError {
  code: string
  command: string
  responseCode: number | undefined
  message: string
}

function toFlowError(thrown: unknown, { host, port }: EmailConnection): unknown {
  if (thrown instanceof FlowError || !(thrown instanceof Error)) return thrown
  const error = readSmtpError(thrown)
  const server = `${host}:${port}`
  const cause = thrown
  if (error.responseCode === undefined) return withoutReply(error, { server, cause })
  const options = { code: `smtp_${error.responseCode}`, cause }
  if (error.code === 'EAUTH') {
    return new ConnectionError(
      `${server} refused the sign-in: ${error.message}. Check user name and password.`,
      options,
    )
  }
  const message = `${server} refused the message: ${error.message}`
  // RFC 5321, 4.2.1: 4yz may work later, 5yz will not.
  return error.responseCode < 500 ? new TemporaryError(message, options) : new RemoteError(message, options)
}

/** The server said nothing, so what matters is whether it already had the message. */
function withoutReply(error: SmtpError, { server, cause }: { server: string; cause: Error }): FlowError {
  if (error.code === 'ETLS' || error.code === 'EREQUIRETLS') {
    return new ConnectionError(
      `${server} could not be reached by TLS: ${error.message}. Check "TLS from the start", the port and the certificate.`,
      { code: 'smtp_tls_failed', cause },
    )
  }
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH') {
    return new ConnectionError(`${server} could not be signed in to: ${error.message}.`, {
      code: 'smtp_auth',
      cause,
    })
  }
  if (error.command === 'DATA' || error.command === 'BDAT') {
    return new RemoteError(
      `The connection to ${server} ended while the message was handed over; it may or may not have been sent.`,
      { code: 'smtp_outcome_unknown', cause },
    )
  }
  return new TemporaryError(`The conversation with ${server} broke off: ${error.message}`, {
    code: 'smtp_unreachable',
    cause,
  })
}

function readSmtpError(error: Error): SmtpError {
  const text = (name: string) => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? value : ''
  }
  const responseCode: unknown = Reflect.get(error, 'responseCode')
  return {
    code: text('code'),
    command: text('command'),
    responseCode: typeof responseCode === 'number' && responseCode > 0 ? responseCode : undefined,
    message: text('response') || error.message,
  }
}
