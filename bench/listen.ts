import { once } from 'node:events'
import type { Server } from 'node:http'

/** Lets a server listen on a free port of the loopback address. Returns its URL, without a slash at the end. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port, found none.')
  return `http://127.0.0.1:${address.port}`
}
