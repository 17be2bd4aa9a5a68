import { live, type Role } from '@keyway/api'
import { includesRole, type Caller } from '../auth/caller.ts'
import { HttpProblem } from './problem.ts'
import type { HttpServer } from './server.ts'

/** Hands changes to the browsers that are looking, as server-sent events. */
export interface LiveHub {
  /** Sends `data` as an event to everyone who may see it (viewers and up unless `needs` says more). Never waits. */
  publish: (event: string, data: unknown, needs?: Role) => void
  /** The stream of one caller. Throws HttpProblem 503 when too many are open. */
  open: (caller: Caller, recheck: () => Promise<Caller | undefined>) => Response
  connections: () => number
  /** Ends all streams; browsers come back by themselves. */
  close: () => void
}

export interface LiveLimits {
  /** Messages kept for a browser that does not read. After that it is told to load everything again. */
  maxBuffered: number
  /** Between two comments that keep proxies from cutting the stream; the caller's session is checked again then. */
  heartbeatMs: number
  maxConnections: number
}

const defaults: LiveLimits = { maxBuffered: 256, heartbeatMs: 20_000, maxConnections: 500 }

interface Connection {
  role: Role
  send: (message: string) => void
  end: () => void
}

export function createLiveHub(limits: Partial<LiveLimits> = {}): LiveHub {
  const { maxBuffered, heartbeatMs, maxConnections } = { ...defaults, ...limits }
  const connections = new Set<Connection>()

  function open(caller: Caller, recheck: () => Promise<Caller | undefined>): Response {
    if (connections.size >= maxConnections) throw new HttpProblem(503, 'too_many_streams')
    let leave = () => {}
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>(
      {
        start(controller) {
          let isLagging = false
          const connection: Connection = {
            role: caller.role,
            send(message) {
              // The queue is full: drop until there is room, then say that something is missing.
              if ((controller.desiredSize ?? 0) <= 0) {
                isLagging = true
                return
              }
              if (isLagging) controller.enqueue(encoder.encode('event: resync\ndata: {}\n\n'))
              isLagging = false
              controller.enqueue(encoder.encode(message))
            },
            end() {
              leave()
              controller.close()
            },
          }
          const beat = async (): Promise<void> => {
            const current = await recheck().catch(() => undefined)
            if (!connections.has(connection)) return
            if (current === undefined) return connection.end()
            connection.role = current.role
            connection.send(': still here\n\n')
          }
          const timer = setInterval(() => void beat(), heartbeatMs)
          leave = () => {
            clearInterval(timer)
            connections.delete(connection)
          }
          connections.add(connection)
          connection.send('retry: 2000\n\n')
        },
        cancel: () => leave(),
      },
      new CountQueuingStrategy({ highWaterMark: maxBuffered }),
    )
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        // nginx would collect the stream before it passes it on.
        'x-accel-buffering': 'no',
      },
    })
  }

  return {
    publish(event, data, needs = 'viewer') {
      if (connections.size === 0) return
      const message = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
      for (const connection of connections) if (includesRole(connection.role, needs)) connection.send(message)
    },
    open,
    connections: () => connections.size,
    close() {
      for (const connection of connections) connection.end()
    },
  }
}

/** Mounts the live stream of the API. The hub closes with the server. */
export function mountLive(server: HttpServer, hub: LiveHub): void {
  server.closing.addEventListener('abort', hub.close, { once: true })
  server.mountStream(live.liveChanges, ({ caller, recheck }) => Promise.resolve(hub.open(caller, recheck)))
}
