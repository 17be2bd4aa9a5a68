import { createServer } from 'node:http'
import { listen } from './listen.ts'

/** The other system that flows call: counts what arrives and answers at once. */
export interface Stub {
  url: string
  calls: () => number
  /** Resolves when a call arrives that carries this text. Ask before it is sent. */
  arrivalOf: (text: string) => Promise<number>
  close: () => Promise<void>
}

const marker = /"event":"([^"]+)"/

/** Starts the stub in this process, so that times of sending and of arrival are of one clock. */
export async function startStub(): Promise<Stub> {
  const awaited = new Map<string, (at: number) => void>()
  let calls = 0
  const server = createServer((request, response) => {
    const at = performance.now()
    calls += 1
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (text: string) => (body += text))
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
      if (awaited.size === 0) return
      const event = marker.exec(body)?.[1] ?? ''
      awaited.get(event)?.(at)
      awaited.delete(event)
    })
  })
  const url = await listen(server)
  return {
    url,
    calls: () => calls,
    arrivalOf: (text) => new Promise((resolve) => awaited.set(text, resolve)),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
