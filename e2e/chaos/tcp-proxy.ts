import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What a piece of network does to those who talk over it. */
export type Weather =
  | { kind: 'calm' }
  /** Every connection breaks, and none can be made. */
  | { kind: 'cut' }
  /** Connections stay, and nothing arrives any more. */
  | { kind: 'silent' }
  /** Each piece arrives this much later. */
  | { kind: 'slow'; delayMs: number }

/** A piece of network between two processes on this machine. */
export interface TcpProxy {
  port: number
  set: (weather: Weather) => void
  /** Calm again. What was under way is lost: after this, nothing late arrives. */
  heal: () => void
  close: () => Promise<void>
}

export async function startTcpProxy(targetPort: number, port = 0): Promise<TcpProxy> {
  let weather: Weather = { kind: 'calm' }
  const pairs = new Set<[Socket, Socket]>()

  function pass(from: Socket, to: Socket): void {
    // One piece after the other, so that the slow ones do not overtake each other.
    let queue = Promise.resolve()
    from.on('data', (piece) => {
      if (weather.kind === 'calm') return void to.write(piece)
      queue = queue.then(() => arriveLater(piece, to))
    })
    from.on('end', () => {
      queue = queue.then(() => void to.end())
    })
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }

  async function arriveLater(piece: Buffer, to: Socket): Promise<void> {
    if (weather.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, delayOf(weather)))
    if (weather.kind === 'silent') return
    to.write(piece)
  }

  const server = createServer((from) => {
    if (weather.kind === 'cut') return void from.destroy()
    const to = connect(targetPort, '127.0.0.1')
    const pair: [Socket, Socket] = [from, to]
    pairs.add(pair)
    from.setNoDelay(true)
    to.setNoDelay(true)
    pass(from, to)
    pass(to, from)
    from.on('close', () => pairs.delete(pair))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port, found none.')

  function breakAll(): void {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
    pairs.clear()
  }

  return {
    port: address.port,
    set(next) {
      weather = next
      if (next.kind === 'cut') breakAll()
    },
    heal() {
      const wasCalm = weather.kind === 'calm'
      weather = { kind: 'calm' }
      if (!wasCalm) breakAll()
    },
    async close() {
      breakAll()
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}

function delayOf(weather: Weather): number {
  return weather.kind === 'slow' ? weather.delayMs : 0
}
