import type { ActionContext, Http, HttpRequest } from '@keyway/sdk'

/** A request as the table writes it down. */
export interface Sent {
  method: string
  path: string
  /** Decoded, so that people can read it. */
  query: string
  body: unknown
}

/** A context that notes every request which goes out through it. */
export function recordRequests(context: ActionContext): { context: ActionContext; sent: Sent[] } {
  const sent: Sent[] = []
  const request = (asked: HttpRequest) => {
    sent.push(toSent(asked))
    return context.http.request(asked)
  }
  const bodyOf = async (asked: HttpRequest) => (await request(asked)).body
  const http: Http = {
    ...context.http,
    request,
    get: (path, query = {}) => bodyOf({ method: 'GET', path, query }),
    post: (path, body, query = {}) => bodyOf({ method: 'POST', path, query, ...withBody(body) }),
    put: (path, body, query = {}) => bodyOf({ method: 'PUT', path, query, ...withBody(body) }),
    patch: (path, body, query = {}) => bodyOf({ method: 'PATCH', path, query, ...withBody(body) }),
    delete: (path, query = {}) => bodyOf({ method: 'DELETE', path, query }),
  }
  return { context: { ...context, http }, sent }
}

/** One line for a request: method, path with query, body. */
export function toLine({ method, path, query, body }: Sent): string {
  const address = query === '' ? path : `${path}?${query}`
  return body === undefined ? `${method} ${address}` : `${method} ${address} ${JSON.stringify(body)}`
}

function withBody(body: HttpRequest['body']): Pick<HttpRequest, 'body'> {
  return body === undefined ? {} : { body }
}

function toSent({ method, path, query = {}, body }: HttpRequest): Sent {
  const text = typeof path === 'string' ? path : 'relative' in path ? path.relative : path.absolute
  const [address = '', own] = text.split('?')
  const asked = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined || value === null) return []
    return (Array.isArray(value) ? value : [value]).map((each) => `${name}=${String(each)}`)
  })
  const parts = [...(own === undefined ? [] : [decodeURIComponent(own)]), ...asked]
  return { method, path: address, query: parts.join('&'), body }
}
