import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { HttpBindings } from '@hono/node-server'
import type { Route } from '@keyway/api'
import type { z } from '@keyway/sdk'
import type { Context } from 'hono'
import { toInputIssues } from '../errors.ts'
import type { CallContext } from './call.ts'
import { HttpProblem } from './problem.ts'
import { readJson } from './read-body.ts'

type Shape = z.ZodObject
export type Env = { Bindings: Partial<HttpBindings> }
export type Ctx = Context<Env>

/**
 * Parses what a call brings, by its route's schemas; `unread` leaves the body to the handler. Throws HttpProblem 400, 413
 * or 415.
 */
export async function parseCall<Params extends Shape, Query extends Shape, Body extends z.ZodType>(
  context: Ctx,
  route: Route<Params, Query, Body>,
  maxBodyBytes: number | 'unread',
): Promise<{ params: z.output<Params>; query: z.output<Query>; body: z.output<Body> }> {
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE'
  const rawBody = hasBody && maxBodyBytes !== 'unread' ? await readJson(context.req.raw, maxBodyBytes) : {}
  const params = route.params.safeParse(context.req.param())
  const query = route.query.safeParse(Object.fromEntries(new URL(context.req.url).searchParams))
  const body = route.body.safeParse(rawBody)
  if (params.success && query.success && body.success) {
    return { params: params.data, query: query.data, body: body.data }
  }
  const issues = [params, query, body].flatMap((part) => (part.success ? [] : toInputIssues(part.error)))
  const [first] = issues
  const detail =
    first === undefined ? undefined : `${first.path === '' ? '' : `${first.path}: `}${first.message}`
  throw new HttpProblem(400, 'input_invalid', { issues, ...(detail === undefined ? {} : { detail }) })
}

const compress = promisify(gzip)
/** Shorter answers arrive no sooner when they are compressed. */
const worthCompressing = 64 * 1024

export async function answerJson<Answer extends z.ZodType>(
  route: Route<Shape, Shape, z.ZodType, Answer>,
  answer: z.input<Answer>,
  { request, cookies }: { request: Request; cookies: readonly string[] },
): Promise<Response> {
  const headers = new Headers({ 'cache-control': 'no-store' })
  for (const line of cookies) headers.append('set-cookie', line)
  if (answer === undefined) return new Response(null, { status: 204, headers })
  headers.set('content-type', 'application/json')
  // Parsing drops what the route does not declare, so a column added later does not leave by accident.
  const text = JSON.stringify(route.answer.parse(answer))
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(
    request.headers.get('accept-encoding') ?? '',
  )
  if (text.length < worthCompressing || !takesGzip) return new Response(text, { status: 200, headers })
  headers.set('content-encoding', 'gzip')
  headers.set('vary', 'accept-encoding')
  return new Response(await compress(text), { status: 200, headers })
}

export async function withTimeout<Result>(
  run: () => Promise<Result>,
  timeoutMs: number | undefined,
): Promise<Result> {
  if (timeoutMs === undefined) return run()
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new HttpProblem(503, 'timeout')), timeoutMs)
  try {
    return await Promise.race([run(), promise])
  } finally {
    clearTimeout(timer)
  }
}

export function toCallContext(context: Ctx, cookies: string[]): CallContext {
  const { headers, signal } = context.req.raw
  return { address: addressOf(context), headers, signal, setCookie: (line) => void cookies.push(line) }
}

export function addressOf(context: Ctx): string {
  // Requests that come without a socket (tests) have no bindings.
  const bindings: Partial<HttpBindings> | undefined = context.env
  return bindings?.incoming?.socket.remoteAddress ?? ''
}
