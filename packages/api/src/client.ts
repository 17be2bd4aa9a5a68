import { problemDetails, type ProblemDetails } from './problem.ts'
import type { Route } from './route.ts'
import type { z } from '@keyway/sdk'

/** Thrown by the client for every answer that is not 2xx. */
export class ApiError extends Error {
  readonly problem: ProblemDetails

  constructor(problem: ProblemDetails) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }
}

export interface ClientOptions {
  /** Empty in the browser: same origin. */
  baseUrl: string
  /** API token; in the browser the session cookie does. */
  token?: string
  fetch?: typeof fetch
}

export interface CallInput<Params, Query, Body> {
  params?: Params
  query?: Query
  body?: Body
  signal?: AbortSignal
}

export type Call = <
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  route: Route<Params, Query, Body, Answer>,
  input?: CallInput<z.input<Params>, z.input<Query>, z.input<Body>>,
) => Promise<z.output<Answer>>

/** A typed client over the declared routes: `call(getFlow, { params: { flowId } })`. */
export function createClient(options: ClientOptions): Call {
  const send = options.fetch ?? fetch
  return async (route, input = {}) => {
    const body = input.body === undefined ? undefined : JSON.stringify(input.body)
    const response = await send(options.baseUrl + toUrl(route.path, input.params ?? {}, input.query ?? {}), {
      method: route.method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      },
      ...(body === undefined ? {} : { body }),
      ...(input.signal === undefined ? {} : { signal: input.signal }),
      credentials: 'same-origin',
    })
    if (!response.ok) throw new ApiError(await readProblem(response))
    const answer: unknown = response.status === 204 ? undefined : await response.json()
    return route.answer.parse(answer)
  }
}

/** Content for a route that takes or answers something else than JSON. */
export interface ContentInput<Params, Query> {
  params: Params
  query: Query
  /** What is sent, in parts. */
  content?: ReadableStream<Uint8Array<ArrayBuffer>>
  contentType?: string
}

export type CallContent = <Params extends z.ZodObject, Query extends z.ZodObject>(
  route: Route<Params, Query>,
  input: ContentInput<z.input<Params>, z.input<Query>>,
) => Promise<Response>

/** A client for routes that take or answer a file: whatever the length, neither side holds all of it. */
export function createContentClient(options: ClientOptions): CallContent {
  const send = options.fetch ?? fetch
  return async (route, { params, query, content, contentType }) => {
    const request = {
      method: route.method,
      headers: {
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      },
      // A body in parts is sent before the answer is read.
      ...(content === undefined ? {} : { body: content, duplex: 'half' as const }),
    }
    const response = await send(options.baseUrl + toUrl(route.path, params, query), request)
    if (!response.ok) throw new ApiError(await readProblem(response))
    return response
  }
}

function toUrl(path: string, params: Record<string, unknown>, query: Record<string, unknown>): string {
  const filled = path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(plain(params[name])),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, plain(value))
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`
}

/** Params and query values are scalars by their schemas. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

async function readProblem(response: Response): Promise<ProblemDetails> {
  const parsed = problemDetails.safeParse(await response.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  return {
    type: 'about:blank',
    title: `The server answered ${response.status} ${response.statusText}.`,
    status: response.status,
    code: 'unexpected_answer',
  }
}
