import {
  ConnectionError,
  outcomeUnknown,
  RemoteError,
  TemporaryError,
  type Connector,
  type Effect,
  type FlowError,
  type HttpResponse,
} from '@keyway/sdk'
import { isCertificateError } from './dial.ts'
import { EgressRefusedError } from './egress-guard.ts'
import { NotConnectedError } from './outbound.ts'
import { askedWaitMs } from './retry-wait.ts'
import { AnswerTooLargeError } from './wire.ts'

/** What an error message says about the request: never its query, headers or body, which may hold secrets. */
export interface RequestLabel {
  connector: Pick<Connector, 'title' | 'describeError'>
  effect: Effect
  /** `GET api.example.com/v1/users` */
  label: string
}

/** Whether repeating a request of this effect can do no harm. */
export function isRepeatable(effect: Effect): boolean {
  return effect === 'read' || effect === 'idempotent'
}

/** The error for an answer that is a refusal. */
export function toRefusal(request: RequestLabel, response: HttpResponse, now: number): FlowError {
  const { status, body } = response
  const described = request.connector.describeError?.(response)
  const said = described?.message ?? `${request.connector.title} answered ${status}${quote(response)}`
  const where = `(${status} to ${request.label})`
  const options = {
    statusCode: status,
    body,
    ...(described?.code === undefined ? {} : { code: described.code }),
  }

  if (status === 401) {
    return new ConnectionError(`${said} ${where}. Check the credentials of the connection.`, {
      ...options,
      code: 'connection_refused_401',
    })
  }
  if (described?.retry === 'later') {
    const retryAfterMs = askedWaitMs(response.headers, now)
    return new TemporaryError(`${said} ${where}. It was not carried out; later it may be.`, {
      ...options,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })
  }
  if (described?.retry === 'never') return new RemoteError(`${said} ${where}.`, options)
  if (status === 429) {
    const retryAfterMs = askedWaitMs(response.headers, now) ?? 60_000
    const wait = `It asks to wait ${Math.ceil(retryAfterMs / 1000)} s.`
    return new TemporaryError(`${said} ${where}. ${wait}`, { ...options, code: 'rate_limited', retryAfterMs })
  }
  if (status >= 500) return toServerFailure(request, response, { said: `${said} ${where}.`, options })
  if (status >= 300 && status < 400) {
    return new RemoteError(
      `${said} ${where}. It redirects to a place where this connection does not belong.`,
      {
        ...options,
        code: 'redirect_refused',
      },
    )
  }
  return new RemoteError(`${said} ${where}.`, options)
}

function toServerFailure(
  request: RequestLabel,
  response: HttpResponse,
  {
    said,
    options,
  }: { said: string; options: { statusCode: number; body: HttpResponse['body']; code?: string } },
): FlowError {
  if (isRepeatable(request.effect)) {
    const retryAfterMs = askedWaitMs(response.headers, Date.now())
    return new TemporaryError(said, { ...options, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
  }
  // A gateway speaks for a server whose answer it did not get.
  if (response.status === 502 || response.status === 504) {
    return new TemporaryError(`${said} Whether it happened is not known.`, {
      ...options,
      code: outcomeUnknown,
      retry: 'never',
    })
  }
  return new RemoteError(said, options)
}

/** The error for an exchange that brought no answer. */
export function toNetworkError(request: RequestLabel, thrown: unknown): FlowError {
  const { label, effect } = request
  if (thrown instanceof NotConnectedError) return toConnectError(request, thrown.cause)
  if (thrown instanceof AnswerTooLargeError) {
    return new RemoteError(`The answer to ${label} is not usable: ${thrown.message}. Ask for fewer items.`, {
      code: 'answer_too_large',
      statusCode: thrown.status,
      cause: thrown,
    })
  }
  const reason = describe(thrown)
  if (isRepeatable(effect)) {
    return new TemporaryError(`No answer to ${label}: ${reason}.`, { code: 'no_answer', cause: thrown })
  }
  return new TemporaryError(
    `The answer to ${label} was lost (${reason}), so nobody knows whether it happened. Look at the other side.`,
    { code: outcomeUnknown, retry: 'never', cause: thrown },
  )
}

function toConnectError({ label }: RequestLabel, cause: unknown): FlowError {
  if (cause instanceof EgressRefusedError) {
    return new ConnectionError(cause.message, { code: cause.code, cause })
  }
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (isCertificateError(code)) {
    return new ConnectionError(`The certificate for ${label} is not valid (${code}). Nothing was sent.`, {
      code: 'certificate_refused',
      cause,
    })
  }
  return new TemporaryError(`No connection for ${label}: ${describe(cause)}. Nothing was sent.`, {
    code: 'unreachable',
    cause,
  })
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined
  if (thrown instanceof AggregateError) return code ?? thrown.errors.map(describe).join(', ')
  return thrown.message === '' ? (code ?? thrown.name) : thrown.message
}

function quote({ body }: HttpResponse): string {
  const text = typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body)
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line === '') return ''
  return `: ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`
}
