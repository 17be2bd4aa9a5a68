import { isJsonObject } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { listen, type Answer, type LoopbackServer, type Received } from './listen.ts'

/** A request with the parts of its path that the route names, decoded, and its body where that is an object. */
export interface Asked extends Received {
  params: Record<string, string>
  fields: JsonObject
}

export interface ApiServerOptions {
  /** The headers that every request must have, in lower case; a route that starts with `ANYONE` needs none. */
  credentials: Readonly<Record<string, string>>
  /** Answer to a request without them. */
  refused: Answer
  /** By method and path, like `GET /users/:id`; the first that fits answers. */
  routes: Readonly<Record<string, (request: Asked) => Answer>>
}

/** A server that checks credentials and answers by route: how tests say what a product's API does. */
export function startApiServer({ credentials, refused, routes }: ApiServerOptions): Promise<LoopbackServer> {
  return listen((request) => {
    const isKnown = Object.entries(credentials).every(([name, value]) => request.headers[name] === value)
    for (const [route, answer] of Object.entries(routes)) {
      const [path = '', method = '', anyone] = route.split(' ').toReversed()
      const params = method === request.method ? match(path, request.path) : undefined
      if (params === undefined) continue
      if (!isKnown && anyone === undefined) return refused
      return answer({ ...request, params, fields: isJsonObject(request.body) ? request.body : {} })
    }
    return isKnown
      ? { status: 404, body: { message: `No route for ${request.method} ${request.path}` } }
      : refused
  })
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const names = pattern.split('/')
  const parts = path.split('/')
  if (names.length !== parts.length) return undefined
  const pairs = names.map((name, at) => [name, decodeURIComponent(parts[at] ?? '')] as const)
  if (pairs.some(([name, part]) => !name.startsWith(':') && name !== part)) return undefined
  return Object.fromEntries(
    pairs.filter(([name]) => name.startsWith(':')).map(([name, part]) => [name.slice(1), part]),
  )
}
