import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Json } from '@keyway/sdk'
import type { Log } from '../log.ts'
import type { Intake } from './intake.ts'
import { problemOf } from './problem-of.ts'
import { HttpProblem, problemParts } from './problem.ts'
import { readJsonSource, type BodySource } from './read-body.ts'

/** Where deliveries of one kind arrive: a public route whose last part names the receiver. */
export interface HookRoute {
  /** Ends with a slash; what follows it is the receiver's own part. */
  prefix: `/${string}/`
  methods: readonly ('GET' | 'POST')[]
  summary: string
}

/** A delivery. It verifies its sender before it looks at anything else. */
export interface HookCall {
  method: string
  /** What stands behind the prefix. */
  path: string
  header: (name: string) => string | null
  /** The body; throws HttpProblem 400, 413 or 415. */
  json: (maxBytes: number) => Promise<Json>
}

export interface HookAnswer {
  status: number
  json?: Json
}

/** Answers, or throws: errors become problem details without detail. */
export type HookHandler = (call: HookCall) => Promise<HookAnswer>

/** A delivery that came as a `Request`. */
export function toHookCall(request: Request, path: string, source: BodySource): HookCall {
  return { method: request.method, path, header: source.header, json: (max) => readJsonSource(source, max) }
}

/** Whoever was refused and still sends is cut off after this time. */
const patienceMs = 500

/**
 * Takes deliveries straight from Node's server. They are most of all requests, and a router, a `Request` and a `Response`
 * cost as much as all the rest of a delivery. It leaves what it does not know to the router: false.
 */
export function createHookListener({
  hooks,
  headers,
  intake,
  log,
}: {
  hooks: readonly { route: HookRoute; handler: HookHandler }[]
  /** Of every answer. */
  headers: Readonly<Record<string, string>>
  intake: Intake
  log: Log
}): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  async function answer(
    call: HookCall,
    { handler, outgoing }: { handler: HookHandler; outgoing: ServerResponse },
  ): Promise<void> {
    let leave: (() => void) | undefined
    try {
      leave = intake.enter(call.method, call.header('content-length'))
      const { status, json } = await handler(call)
      if (json === undefined) outgoing.writeHead(status, headers).end()
      else {
        outgoing.writeHead(status, { ...headers, 'content-type': 'application/json' })
        outgoing.end(JSON.stringify(json))
      }
    } catch (error) {
      const problem = problemOf(error, { log, request: { method: call.method } })
      const said = problemParts(problem, 'stranger')
      outgoing.writeHead(said.status, { ...headers, ...said.headers }).end(said.body)
    } finally {
      leave?.()
    }
  }

  return (incoming, outgoing) => {
    const { method = '', url = '' } = incoming
    const hook = hooks.find(({ route }) => url.startsWith(route.prefix))
    if (hook === undefined) return false
    const path = url.slice(hook.route.prefix.length)
    // A query, an escape or a further part: the router knows what they mean.
    if (!/^[\w-]+$/.test(path) || !hook.route.methods.some((known) => known === method)) return false
    const source = toSource(incoming)
    const call: HookCall = {
      method,
      path,
      header: source.header,
      json: (maxBytes) => readJsonSource(source, maxBytes),
    }
    void answer(call, { handler: hook.handler, outgoing }).then(() => {
      if (incoming.complete) return
      setTimeout(() => {
        if (!incoming.complete) incoming.destroy()
      }, patienceMs).unref()
    })
    return true
  }
}

function toSource(incoming: IncomingMessage): BodySource {
  return {
    header(name) {
      const value = incoming.headers[name.toLowerCase()]
      return Array.isArray(value) ? value.join(', ') : (value ?? null)
    },
    whole: () => readWhole(incoming),
    parts: incoming,
  }
}

function readWhole(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const [only] = chunks
      resolve(only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks))
    })
    incoming.on('error', reject)
    incoming.on('close', () => {
      // Nobody hears this answer; it only ends the waiting.
      if (!incoming.readableEnded) reject(new HttpProblem(400, 'body_incomplete'))
    })
  })
}
