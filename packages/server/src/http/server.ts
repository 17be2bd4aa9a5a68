import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Access, Role, Route } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { Hono } from 'hono'
import { includesRole, type Caller } from '../auth/caller.ts'
import type { Log } from '../log.ts'
import type { Call, CallLimits, OpenCall, UploadCall } from './call.ts'
import { createHookListener, toHookCall, type HookHandler, type HookRoute } from './hook-calls.ts'
import { createIntake } from './intake.ts'
import { problemOf } from './problem-of.ts'
import { HttpProblem, problemResponse, type Audience } from './problem.ts'
import type { PublicHandler, PublicRoute } from './public-routes.ts'
import { defaultBodyLimit, streamBody, toSource } from './read-body.ts'
import {
  addressOf,
  answerJson,
  parseCall,
  toCallContext,
  withTimeout,
  type Ctx,
  type Env,
} from './route-call.ts'
import { comesFromPage, isSameOrigin } from './same-origin.ts'
import { securityHeaders, setSecurityHeaders } from './security-headers.ts'
import { createStaticFiles } from './static.ts'

export interface HttpServerOptions {
  /** Where browsers reach Keyway; https makes cookies Secure and adds HSTS. */
  publicUrl: string
  /** Proves who is calling from the Authorization header or the session cookie; undefined is a stranger. */
  authenticate: (headers: Headers) => Promise<Caller | undefined>
  log: Log
  /** The built console; undefined serves none. */
  consoleDirectory: string | undefined
  /** Most bytes of requests of other systems that wait for their answer at the same time; 64 MiB unless told. */
  intakeBytes?: number
}

/** A mounted route, as the test that calls each one without credentials sees it. */
export interface MountedRoute {
  method: string
  path: string
  access: Access | PublicRoute['kind']
}

type Shape = z.ZodObject
type Mount = <Params extends Shape, Query extends Shape, Body extends z.ZodType, Answer extends z.ZodType>(
  route: Route<Params, Query, Body, Answer>,
  handler: (call: Call<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<z.input<Answer>>,
  limits?: Partial<CallLimits>,
) => void
type MountOpen = <
  Params extends Shape,
  Query extends Shape,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  route: Route<Params, Query, Body, Answer>,
  handler: (call: OpenCall<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<z.input<Answer>>,
) => void
type MountStream = <Params extends Shape, Query extends Shape, Body extends z.ZodType>(
  route: Route<Params, Query, Body>,
  handler: (call: Call<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Response>,
) => void
type MountUpload = <Params extends Shape, Query extends Shape, Answer extends z.ZodType>(
  route: Route<Params, Query, Shape, Answer>,
  handler: (call: UploadCall<z.output<Params>, z.output<Query>>) => Promise<z.input<Answer>>,
  maxBodyBytes: number,
) => void

/**
 * The HTTP server. Nothing is reachable that was not mounted, and nothing can be mounted without a declared access:
 * a request that matches no route needs a session before it even learns so.
 */
export interface HttpServer {
  /** Mounts a route that needs a role. The answer is cut to what the route declares. */
  mount: Mount
  /** Mounts one of the open routes: health, set-up link, sign-in. */
  mountOpen: MountOpen
  /** Mounts a route that needs a role and answers with a stream or file of its own making. */
  mountStream: MountStream
  /** Mounts a route that needs a role and takes content of any length up to the limit, in parts. */
  mountUpload: MountUpload
  /** Mounts a surface outside the contract that verifies its callers itself. */
  mountPublic: (route: PublicRoute, handler: PublicHandler) => void
  /** The same for deliveries that come by the thousand. */
  mountHook: (route: HookRoute, handler: HookHandler) => void
  routes: () => readonly MountedRoute[]
  /** Answers a request without a socket. */
  fetch: (request: Request) => Promise<Response>
  listen: (address: { host: string; port: number }) => Promise<{ port: number }>
  /** Aborted when the server begins to close: streams, which never end by themselves, end then. */
  closing: AbortSignal
  /** Stops listening, lets running requests finish for `graceMs`, then cuts them off. */
  close: (graceMs?: number) => Promise<void>
}

const openAccess: readonly Access[] = ['health', 'setup-link', 'sign-in']
const defaultTimeoutMs = 60_000
const defaultIntakeBytes = 64 * 1024 * 1024
const serverOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 30_000,
}

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const app = new Hono<Env>()
  const mounted: MountedRoute[] = []
  const staticFiles = createStaticFiles(options.consoleDirectory)
  const publicOrigin = new URL(options.publicUrl).origin
  const isHttps = publicOrigin.startsWith('https:')
  const closing = new AbortController()
  const hooks: { route: HookRoute; handler: HookHandler }[] = []
  const intake = createIntake(options.intakeBytes ?? defaultIntakeBytes)
  let listener: Server | undefined

  function register(route: MountedRoute, answer: (context: Ctx) => Promise<Response>): void {
    if (mounted.some(({ method, path }) => method === route.method && path === route.path)) {
      throw new Error(`${route.method} ${route.path} is mounted twice.`)
    }
    mounted.push(route)
    const { access } = route
    const surface = access === 'hook' ? 'public' : access === 'form' ? 'form' : 'console'
    app.on(route.method, route.path, async (context) => {
      const response = await answer(context)
      setSecurityHeaders(response.headers, { surface, isHttps })
      return response
    })
  }

  /** Every way out of a handler: what it throws becomes a problem, and what it did not mean to throw is logged. */
  async function guarded(
    context: Ctx,
    audience: Audience,
    answer: () => Promise<Response>,
  ): Promise<Response> {
    try {
      return await answer()
    } catch (error) {
      const { path: route, method } = context.req
      return problemResponse(problemOf(error, { log: options.log, request: { method, route } }), audience)
    }
  }

  async function identify({ headers }: Request): Promise<Caller> {
    const caller = await options.authenticate(headers)
    if (caller === undefined) throw new HttpProblem(401, 'not_signed_in')
    return caller
  }

  function authorise(request: Request, caller: Caller, needed: Role): void {
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    if (caller.kind === 'user' && changes && !isSameOrigin(request.headers, publicOrigin)) {
      throw new HttpProblem(403, 'cross_site', { detail: 'The request does not come from a page of Keyway.' })
    }
    if (!includesRole(caller.role, needed)) {
      throw new HttpProblem(403, 'forbidden', { detail: `This needs the role ${needed}.` })
    }
  }

  function mountRole(
    route: Route,
    answer: (context: Ctx, caller: Caller) => Promise<Response>,
    timeoutMs: number | undefined,
  ): void {
    const needed = route.access
    if (needed === 'health' || needed === 'setup-link' || needed === 'sign-in') {
      throw new Error(`${route.method} ${route.path} is open (${needed}). Use mountOpen.`)
    }
    register(route, (context) =>
      guarded(context, 'stranger', async () => {
        const caller = await identify(context.req.raw)
        return guarded(context, 'caller', () => {
          authorise(context.req.raw, caller, needed)
          return withTimeout(() => answer(context, caller), timeoutMs)
        })
      }),
    )
  }

  const mount: Mount = (route, handler, limits = {}) =>
    mountRole(
      route,
      async (context, caller) => {
        const parsed = await parseCall(context, route, limits.maxBodyBytes ?? defaultBodyLimit)
        const cookies: string[] = []
        const call = {
          ...parsed,
          caller,
          context: toCallContext(context, cookies),
          recheck: recheckOf(context),
        }
        return await answerJson(route, await handler(call), { request: context.req.raw, cookies })
      },
      limits.timeoutMs ?? defaultTimeoutMs,
    )

  const mountStream: MountStream = (route, handler) =>
    mountRole(
      route,
      async (context, caller) => {
        const parsed = await parseCall(context, route, defaultBodyLimit)
        return handler({
          ...parsed,
          caller,
          context: toCallContext(context, []),
          recheck: recheckOf(context),
        })
      },
      undefined,
    )

  const mountUpload: MountUpload = (route, handler, maxBodyBytes) =>
    mountRole(
      route,
      async (context, caller) => {
        const { raw } = context.req
        const call = {
          ...(await parseCall(context, route, 'unread')),
          caller,
          context: toCallContext(context, []),
          recheck: recheckOf(context),
          contentType: raw.headers.get('content-type') ?? '',
          content: streamBody(raw, maxBodyBytes),
        }
        return await answerJson(route, await handler(call), { request: raw, cookies: [] })
      },
      undefined,
    )

  const mountOpen: MountOpen = (route, handler) => {
    if (!openAccess.includes(route.access)) {
      throw new Error(`${route.method} ${route.path} needs the role ${route.access}. Use mount.`)
    }
    register(route, (context) =>
      guarded(context, 'stranger', async () => {
        const { headers } = context.req.raw
        // Another site must not sign a browser in to an account of its choice.
        if (route.method !== 'GET' && comesFromPage(headers) && !isSameOrigin(headers, publicOrigin)) {
          throw new HttpProblem(403, 'cross_site')
        }
        const parsed = await parseCall(context, route, 16 * 1024)
        const cookies: string[] = []
        const answering = () => handler({ ...parsed, context: toCallContext(context, cookies) })
        const answer = await withTimeout(answering, defaultTimeoutMs)
        return await answerJson(route, answer, { request: context.req.raw, cookies })
      }),
    )
  }

  function mountPublic(route: PublicRoute, handler: PublicHandler): void {
    for (const method of route.methods) {
      register({ method, path: route.path, access: route.kind }, (context) =>
        guarded(context, 'stranger', async () => {
          const request = context.req.raw
          const leave = intake.enter(request.method, request.headers.get('content-length'))
          try {
            return await handler({ request, params: context.req.param(), address: addressOf(context) })
          } finally {
            leave()
          }
        }),
      )
    }
  }

  function mountHook(route: HookRoute, handler: HookHandler): void {
    hooks.push({ route, handler })
    const { prefix, methods, summary } = route
    mountPublic({ kind: 'hook', path: `${prefix}:path`, methods, summary }, async ({ request, params }) => {
      const { status, json } = await handler(toHookCall(request, params['path'] ?? '', toSource(request)))
      return json === undefined ? new Response(null, { status }) : Response.json(json, { status })
    })
  }

  function recheckOf(context: Ctx): () => Promise<Caller | undefined> {
    const { headers } = context.req.raw
    return () => options.authenticate(headers)
  }

  app.notFound(async (context) => {
    const response = await guarded(context, 'stranger', () => answerUnmatched(context))
    setSecurityHeaders(response.headers, { surface: 'console', isHttps })
    return response
  })

  async function answerUnmatched(context: Ctx): Promise<Response> {
    const { path, method } = context.req
    const others = mounted.filter((route) => matches(route.path, path))
    const isApi = path === '/api' || path.startsWith('/api/')
    const isPublic = others.some(({ access }) => access === 'hook')
    // A stranger does not learn which paths of the API exist.
    if (isApi && !isPublic) await identify(context.req.raw)
    if (others.length > 0) {
      const allow = others.map((route) => route.method).join(', ')
      throw new HttpProblem(405, 'method_not_allowed', { headers: { allow } })
    }
    if (!isApi && (method === 'GET' || method === 'HEAD')) {
      const file = await staticFiles(path, context.req.raw.headers)
      if (file !== undefined) return file
    }
    throw new HttpProblem(404, 'not_found')
  }

  return {
    mount,
    mountOpen,
    mountStream,
    mountUpload,
    mountPublic,
    mountHook,
    routes: () => mounted,
    fetch: async (request) => app.fetch(request),
    async listen({ host, port }) {
      const answer = getRequestListener(app.fetch)
      const headers = securityHeaders({ surface: 'public', isHttps })
      const takeDelivery = createHookListener({ hooks, headers, intake, log: options.log })
      const server = createServer(serverOptions, (incoming, outgoing) => {
        if (!takeDelivery(incoming, outgoing)) void answer(incoming, outgoing)
      })
      listener = server
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.removeListener('error', reject)
          resolve()
        })
      })
      return { port: portOf(server.address()) }
    },
    closing: closing.signal,
    async close(graceMs = 5_000) {
      closing.abort()
      const server = listener
      if (server === undefined) return
      listener = undefined
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // Connections that become idle later (a stream that just ended) would stay for their keep-alive time.
      const sweep = setInterval(() => server.closeIdleConnections(), 50)
      const timer = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(timer)
      clearInterval(sweep)
    },
  }
}

function matches(pattern: string, path: string): boolean {
  const [parts, segments] = [pattern.split('/'), path.split('/')]
  return (
    parts.length === segments.length &&
    parts.every((part, index) => (part.startsWith(':') ? segments[index] !== '' : part === segments[index]))
  )
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
