import { problemContentType, type ProblemDetails } from '@keyway/api'
import { FlowDocumentError, formatPath } from '@keyway/engine'
import { FlowError } from '@keyway/sdk'
import { InvalidInputError, type InputIssue } from '../errors.ts'

/** An answer other than success, thrown anywhere below the router. */
export class HttpProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string | undefined
  readonly issues: readonly InputIssue[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    more: {
      detail?: string
      issues?: readonly InputIssue[]
      headers?: Readonly<Record<string, string>>
    } = {},
  ) {
    super(more.detail ?? code)
    this.name = 'HttpProblem'
    this.status = status
    this.code = code
    this.detail = more.detail
    this.issues = more.issues
    this.headers = more.headers ?? {}
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid.',
  401: 'Sign in first.',
  403: 'This is not allowed.',
  404: 'There is nothing here.',
  405: 'This method is not used here.',
  409: 'This is not possible now.',
  413: 'The request is too large.',
  415: 'The content type is not supported.',
  424: 'The other system did not do it.',
  429: 'Too many requests. Try again later.',
  500: 'Something went wrong here.',
  503: 'This takes too long.',
}

/** A database that restarts is back by then; Okta repeats a delivery once, and the log brings the rest. */
const retryAfterSeconds = '5'

/** The answer 503 that says when to come again. */
export function notNow(code: string): HttpProblem {
  return new HttpProblem(503, code, { headers: { 'retry-after': retryAfterSeconds } })
}

/** Who reads the answer. Strangers learn the status and a code, nothing of what is behind it. */
export type Audience = 'stranger' | 'caller'

/** An RFC 9457 answer. */
export function problemResponse(problem: HttpProblem, audience: Audience): Response {
  const { body, ...init } = problemParts(problem, audience)
  return new Response(body, init)
}

/** What such an answer is made of. */
export function problemParts(
  problem: HttpProblem,
  audience: Audience,
): { status: number; headers: Record<string, string>; body: string } {
  const body: ProblemDetails = {
    type: 'about:blank',
    title: titles[problem.status] ?? 'The request failed.',
    status: problem.status,
    code: problem.code,
    ...(audience === 'stranger' || problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(problem.issues === undefined ? {} : { issues: [...problem.issues] }),
  }
  return {
    status: problem.status,
    headers: { ...problem.headers, 'content-type': problemContentType, 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  }
}

/** The problem that an error stands for; undefined for a bug, which is answered 500 without detail and logged. */
export function toProblem(thrown: unknown): HttpProblem | undefined {
  if (thrown instanceof HttpProblem) return thrown
  if (thrown instanceof InvalidInputError) {
    return new HttpProblem(400, thrown.code, { detail: thrown.message, issues: thrown.issues })
  }
  if (thrown instanceof FlowDocumentError) {
    const issues = thrown.issues.map(({ path, message }) => ({ path: formatPath(path), message }))
    return new HttpProblem(400, thrown.code, { detail: thrown.message, issues })
  }
  if (!(thrown instanceof FlowError)) return undefined
  const headers: Record<string, string> =
    thrown.retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(thrown.retryAfterMs / 1000)) }
  return new HttpProblem(statusOf(thrown), thrown.code, { detail: thrown.message, headers })
}

function statusOf(error: FlowError): number {
  switch (error.code) {
    case 'not_found':
      return 404
    case 'conflict':
      return 409
    case 'forbidden':
      return 403
    case 'too_many_requests':
      return 429
    default:
      // Connection, remote and temporary errors come from another system; Keyway itself did its part.
      return error.name === 'ConnectionError' ||
        error.name === 'RemoteError' ||
        error.name === 'TemporaryError'
        ? 424
        : 400
  }
}
