import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Json } from '@keyway/sdk'

/** A request as a server of these fixtures saw it. */
export interface Received {
  method: string
  /** Path without query. */
  path: string
  query: Record<string, string>
  /** Names in lower case. */
  headers: Record<string, string>
  /** Parsed JSON where the request says it is JSON, otherwise text. */
  body: Json
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: Json
}

/** A real HTTP server on a free port of 127.0.0.1 that notes what it is sent. */
export interface LoopbackServer {
  url: string
  received: Received[]
  close: () => Promise<void>
}

/** Starts a server that answers with what `answer` makes of each request; text is sent as it is, the rest as JSON. */
export async function listen(
  answer: (request: Received) => Answer | Promise<Answer>,
): Promise<LoopbackServer> {
  const received: Received[] = []
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const entry = await read(request)
    received.push(entry)
    const { status = 200, headers = {}, body = null } = await answer(entry)
    const type = typeof body === 'string' ? 'text/plain' : 'application/json'
    response.writeHead(status, { 'content-type': type, ...headers })
    response.end(status === 204 ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())))
    },
  }
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString('utf8')
  const url = new URL(request.url ?? '/', 'http://loopback')
  const isJson = request.headers['content-type']?.includes('json') === true && text !== ''
  const body: Json = isJson ? JSON.parse(text) : text
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body,
  }
}
