import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { ChaosWorld, Node } from './chaos-world.ts'
import type { Random } from './random.ts'
import type { TcpProxy, Weather } from './tcp-proxy.ts'

/** Something that goes wrong, chosen by chance with everything about it. */
export interface Fault {
  kind: FaultKind
  /** `two, 2300 ms` */
  what: string
  /** Lasts as long as the fault does. */
  happen: () => Promise<void>
}

export const faultKinds = [
  'kill a process',
  'stop a process',
  'kill the database',
  'stop the database',
  'network to the database',
  'network from Okta',
  'network to the other system',
  'disk full',
  'clock jump',
  'connection storm',
  'database connection storm',
  'poison',
  'twin process',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** The kinds that can happen in this world, and why others cannot. */
export function possibleFaults({ storage, disk }: Pick<ChaosWorld, 'storage' | 'disk'>): {
  kinds: FaultKind[]
  skipped: { kind: FaultKind; reason: string }[]
} {
  const skipped: { kind: FaultKind; reason: string }[] = []
  const kinds = faultKinds.filter((kind) => {
    const reason =
      storage === 'sqlite' && kind.includes('database')
        ? 'the database is in the process'
        : kind === 'disk full' && 'reason' in disk
          ? disk.reason
          : null
    if (reason !== null) skipped.push({ kind, reason })
    return reason === null
  })
  return { kinds, skipped }
}

const lookEveryMs = 50

/** Sends a delivery that starts an execution which cannot end well. */
export type SendPoison = (random: Random) => Promise<void>

export function chooseFault(
  { world, random, sendPoison }: { world: ChaosWorld; random: Random; sendPoison: SendPoison },
  kinds: readonly FaultKind[],
): Fault {
  const kind = random.pick(kinds)
  const node = random.pick(world.nodes)
  const { name } = node.member
  const ms = random.between(300, 4_000)
  const fault = (what: string, happen: () => Promise<void>): Fault => ({ kind, what, happen })
  switch (kind) {
    case 'kill a process':
      return fault(name, () => Promise.resolve(node.member.kill()))
    case 'stop a process':
      return fault(`${name}, ${ms} ms`, () => between(node.member.pause, ms, node.member.resume))
    case 'kill the database':
      return fault(`for ${ms} ms`, () => killDatabase(world, ms))
    case 'stop the database':
      return fault(`for ${ms} ms`, () =>
        between(
          () => world.postgres?.pause(),
          ms,
          () => world.postgres?.resume(),
        ),
      )
    case 'network to the database':
      return badWeather(fault, { proxy: node.database, name, random, ms })
    case 'network from Okta':
      return badWeather(fault, { proxy: node.incoming, name, random, ms })
    case 'network to the other system':
      return badWeather(fault, { proxy: node.outgoing, name: 'all', random, ms })
    case 'disk full':
      return fault(`for ${ms} ms`, () => fillDisk(world, ms))
    case 'clock jump': {
      const offsetMs = random.between(-7_200_000, 7_200_000)
      const [forth, back] = [(): void => node.setClock(offsetMs), (): void => node.setClock(0)]
      return fault(`${name}, ${Math.round(offsetMs / 1000)} s for ${ms} ms`, () => between(forth, ms, back))
    }
    case 'connection storm':
      return fault(`${name}, 300 for ${ms} ms`, () => storm(node.member.port, { count: 300, ms }))
    case 'database connection storm':
      return fault(`80 for ${ms} ms`, () => storm(world.postgres?.port ?? 0, { count: 80, ms }))
    case 'poison':
      return fault('3 deliveries', async () => {
        for (let n = 0; n < 3; n += 1) await sendPoison(random)
      })
    case 'twin process':
      return fault(`for ${ms + 3_000} ms`, () => startTwin(world, ms + 3_000))
  }
}

async function between(begin: () => unknown, ms: number, end: () => unknown): Promise<void> {
  begin()
  await setTimeout(ms)
  end()
}

function badWeather(
  fault: (what: string, happen: () => Promise<void>) => Fault,
  {
    proxy,
    name,
    random,
    ms,
  }: { proxy: TcpProxy | null; name: Node['member']['name']; random: Random; ms: number },
): Fault {
  const weather: Weather = random.pick([
    { kind: 'cut' },
    { kind: 'silent' },
    { kind: 'slow', delayMs: random.between(20, 250) },
  ])
  return fault(`${name}, ${weather.kind} for ${ms} ms`, () =>
    between(
      () => proxy?.set(weather),
      ms,
      () => proxy?.heal(),
    ),
  )
}

async function killDatabase({ postgres }: ChaosWorld, ms: number): Promise<void> {
  await postgres?.kill()
  await setTimeout(ms)
  await postgres?.ensureRunning()
}

async function fillDisk({ disk, postgres }: ChaosWorld, ms: number): Promise<void> {
  if (!('fill' in disk)) return
  disk.fill()
  await setTimeout(ms)
  disk.free()
  // PostgreSQL ends itself when it cannot write its log.
  await postgres?.ensureRunning()
}

/** Many connections that begin a request and never end it. */
async function storm(port: number, { count, ms }: { count: number; ms: number }): Promise<void> {
  const sockets: Socket[] = Array.from({ length: count }, () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => socket.destroy())
    socket.write('POST /hooks HTTP/1.1\r\nhost: keyway\r\ncontent-length: 1000\r\n\r\n{')
    return socket
  })
  await setTimeout(ms)
  for (const socket of sockets) socket.destroy()
}

/**
 * A second process with the first one's directory: a further worker on PostgreSQL. On SQLite one of the two is refused,
 * and which one depends on who was killed meanwhile.
 */
async function startTwin({ startTwin: start, storage, nodes }: ChaosWorld, ms: number): Promise<void> {
  const twin = await start()
  let areTwo = false
  for (const end = performance.now() + ms; performance.now() < end;) {
    await setTimeout(lookEveryMs)
    areTwo ||= twin.isListening() && nodes.some(({ member }) => member.isListening())
  }
  // Without a word, so that what it had begun is left for others.
  twin.kill()
  await twin.close()
  if (areTwo && storage === 'sqlite') throw new Error('two processes run on one SQLite file')
}
