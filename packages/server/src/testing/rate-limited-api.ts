import { createServer } from 'node:http'

/** A side that enforces its limit as Okta does, and counts what it refused to whom. */
export interface RateLimitedApi {
  url: string
  /** Calls answered and refused, by the `x-client` header. */
  answered: Map<string, number>
  refused: Map<string, number>
  /** Most calls under way at the same time. */
  mostAtOnce: () => number
  close: () => void
}

/**
 * Windows begin with the first call, shortened here; `Date` and the reset are cut to whole seconds as in Okta, with the
 * clock ahead by `skewMs`.
 */
export async function startRateLimitedApi(options: {
  limit: number
  windowMs: number
  skewMs?: number
  atOnce?: number
  answerMs?: number
}): Promise<RateLimitedApi> {
  const { limit, windowMs, skewMs = 0, atOnce = 75, answerMs = 5 } = options
  const answered = new Map<string, number>()
  const refused = new Map<string, number>()
  let window = { endsAt: 0, used: 0 }
  let underWay = 0
  let most = 0
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  const server = createServer((request, response) => {
    const client = String(request.headers['x-client'] ?? 'keyway')
    const now = Date.now() + skewMs
    if (now >= window.endsAt) window = { endsAt: now + windowMs, used: 0 }
    const isCrowded = underWay >= atOnce
    const isSpent = window.used >= limit
    if (!isCrowded && !isSpent) window.used += 1
    const headers = {
      'content-type': 'application/json',
      date: new Date(now).toUTCString(),
      'x-rate-limit-limit': isCrowded ? 0 : limit,
      'x-rate-limit-remaining': isCrowded ? 0 : limit - window.used,
      'x-rate-limit-reset': Math.ceil(window.endsAt / 1000),
    }
    if (isCrowded || isSpent) {
      count(refused, client)
      response.writeHead(429, headers).end('{"errorCode":"E0000047"}')
      return
    }
    count(answered, client)
    underWay += 1
    most = Math.max(most, underWay)
    setTimeout(() => {
      underWay -= 1
      response.writeHead(200, headers).end('{}')
    }, answerMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    answered,
    refused,
    mostAtOnce: () => most,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
