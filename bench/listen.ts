import { once } from 'node:events'
import { createServer, type Server } from 'node:http'

/** Lets a server listen on a free port of the loopback address. Returns its URL, without a slash at the end. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port, found none.')
  return `http://127.0.0.1:${address.port}`
}

/** A port of the loopback address that nobody listens on right now, for those who have to be told one. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  const url = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return Number(new URL(url).port)
}
