import { ConnectionError, FlowError, outcomeUnknown, RemoteError, TemporaryError } from '@keyway/sdk'
import type { EmailConnection } from './connection.ts'

interface SmtpError {
  code: string
  originalCode: string
  /** Reply of the server; undefined where it said nothing. */
  responseCode: number | undefined
  message: string
}

/** How far a conversation came: decides whether an error leaves open if the message was sent. */
export interface Progress {
  handedOver: boolean
}

/** Turns what broke an SMTP conversation into an error of the SDK. Errors that are one already pass. */
export function toFlowError(thrown: unknown, progress: Progress, { host, port }: EmailConnection): unknown {
  if (thrown instanceof FlowError || !(thrown instanceof Error)) return thrown
  const error = readSmtpError(thrown)
  const server = `${host}:${port}`
  const cause = thrown
  if (isTlsError(error)) {
    return new ConnectionError(
      `${server} could not be reached by TLS: ${error.message}. Check "TLS from the start", the port and the certificate.`,
      { code: 'smtp_tls_failed', cause },
    )
  }
  if (error.responseCode !== undefined)
    return toRefusal(error, { server, responseCode: error.responseCode, cause })
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH') {
    return new ConnectionError(`${server} could not be signed in to: ${error.message}.`, {
      code: 'smtp_auth_failed',
      cause,
    })
  }
  if (progress.handedOver) {
    return new RemoteError(
      `The connection to ${server} ended while the message was handed over; it may or may not have been sent.`,
      { code: outcomeUnknown, cause },
    )
  }
  return new TemporaryError(`The conversation with ${server} broke off: ${error.message}`, {
    code: 'smtp_unreachable',
    cause,
  })
}

function toRefusal(
  error: SmtpError,
  reply: { server: string; responseCode: number; cause: Error },
): FlowError {
  const { server, responseCode, cause } = reply
  const options = { code: `smtp_${responseCode}`, cause }
  if (error.code === 'EAUTH') {
    return new ConnectionError(
      `${server} refused the sign-in: ${error.message}. Check user name and password.`,
      options,
    )
  }
  const message = `${server} refused the message: ${error.message}`
  // RFC 5321, 4.2.1: 4yz may work later, 5yz will not.
  return responseCode < 500 ? new TemporaryError(message, options) : new RemoteError(message, options)
}

function isTlsError({ code, originalCode }: SmtpError): boolean {
  return code === 'ETLS' || /CERT|SSL|TLS|SIGNATURE|EPROTO$/.test(originalCode)
}

function readSmtpError(error: Error): SmtpError {
  const text = (name: string) => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? value : ''
  }
  const responseCode: unknown = Reflect.get(error, 'responseCode')
  return {
    code: text('code'),
    originalCode: text('originalCode'),
    responseCode: typeof responseCode === 'number' && responseCode > 0 ? responseCode : undefined,
    message: text('response') || error.message,
  }
}
