import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connections, flows, oktaHooks } from '@keyway/api'
import { findFreePort } from '../fixtures/free-port.ts'
import { undoAtExit } from './at-exit.ts'
import { mountDisk, type Disk, type NoDisk } from './disk.ts'
import { orderedFlow, poisonFlow, standInConnection } from './flows.ts'
import { startMember, type Member } from './member.ts'
import type { HookAddress } from './ordered-load.ts'
import { startPostgresServer, type PostgresServer } from './postgres-server.ts'
import { startStandIn, type StandIn } from './stand-in.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

export type Storage = 'sqlite' | 'postgres'

/** A Keyway and the pieces of network around it. */
export interface Node {
  member: Member
  dataDirectory: string
  /** Between Okta and it. */
  incoming: TcpProxy
  /** Between it and PostgreSQL. */
  database: TcpProxy | null
  /** Between it and the system that flows write to. */
  outgoing: TcpProxy
  /** How wrong its clock is. */
  setClock: (offsetMs: number) => void
}

/** All processes of a campaign, on this machine's loopback address. */
export interface ChaosWorld {
  storage: Storage
  nodes: readonly Node[]
  postgres: PostgresServer | null
  standIn: StandIn
  disk: Disk | NoDisk
  hook: HookAddress
  flowIds: { ordered: string; poison: string }
  /** What a further process is started with to be the same as the first one. */
  startTwin: () => Promise<Member>
  /** Everything works again from here on, and nothing late arrives. */
  heal: () => Promise<void>
  close: () => Promise<void>
}

const clock = path.resolve(import.meta.dirname, 'clock.ts')

/** One process on SQLite; two on PostgreSQL, with directories and networks of their own. */
export async function startChaosWorld(storage: Storage, say: (text: string) => void): Promise<ChaosWorld> {
  const closers: (() => Promise<void> | void)[] = []
  const close = async (): Promise<void> => {
    for (const one of closers.toReversed()) await one()
  }
  try {
    return await open()
  } catch (error) {
    await close()
    throw error
  }

  async function open(): Promise<ChaosWorld> {
    const disk = mountDisk()
    if ('close' in disk) closers.push(() => disk.close())
    const base = 'close' in disk ? disk.directory : mkdtempSync(path.join(tmpdir(), 'keyway-chaos-'))
    if (!('close' in disk)) closers.push(() => rmSync(base, { recursive: true, force: true }))
    chmodSync(base, 0o755)
    const standIn = await startStandIn()
    closers.push(() => standIn.close())
    const outgoing = await startTcpProxy(standIn.port)
    closers.push(() => outgoing.close())
    const postgres = storage === 'postgres' ? await startPostgresServer(path.join(base, 'postgres')) : null
    if (postgres !== null) closers.push(() => postgres.close())
    const masterKey = randomBytes(32).toString('base64')

    const startNode = async (name: string): Promise<Node> => {
      const database = postgres === null ? null : await startTcpProxy(postgres.port)
      if (database !== null) closers.push(() => database.close())
      const port = await findFreePort()
      const incoming = await startTcpProxy(port)
      closers.push(() => incoming.close())
      const dataDirectory = path.join(base, name)
      const clockFile = path.join(tmpdir(), `${path.basename(base)}-${name}-clock`)
      mkdirSync(dataDirectory)
      writeFileSync(clockFile, '0')
      const takeBack = undoAtExit(() => rmSync(clockFile, { force: true }))
      closers.push(() => {
        takeBack()
        rmSync(clockFile, { force: true })
      })
      const member = startMember({
        name,
        port,
        dataDirectory,
        databaseUrl: postgres === null || database === null ? null : postgres.urlAt(database.port),
        env: {
          KEYWAY_MASTER_KEY: masterKey,
          KEYWAY_CHAOS_CLOCK: clockFile,
          NODE_OPTIONS: `--import=${clock}`,
        },
        say,
      })
      closers.push(() => member.close())
      await member.waitUntilUp()
      return {
        member,
        dataDirectory,
        incoming,
        database,
        outgoing,
        setClock: (offsetMs) => writeFileSync(clockFile, String(offsetMs)),
      }
    }

    const first = await startNode('one')
    const { address, flowIds } = await setUp(first, outgoing.port)
    const nodes = [first, ...(storage === 'postgres' ? [await startNode('two')] : [])]
    return {
      storage,
      nodes,
      postgres,
      standIn,
      disk,
      flowIds,
      hook: {
        ...address,
        urls: nodes.map(({ incoming }) => `http://127.0.0.1:${incoming.port}${address.path}`),
      },
      async startTwin() {
        return startMember({
          name: 'twin',
          port: await findFreePort(),
          dataDirectory: first.dataDirectory,
          databaseUrl: postgres === null ? null : postgres.urlAt(postgres.port),
          env: { KEYWAY_MASTER_KEY: masterKey },
          // On SQLite it has to end by itself.
          say: () => {},
        })
      },
      async heal() {
        if ('free' in disk) disk.free()
        for (const { member, incoming, database, setClock } of nodes) {
          setClock(0)
          member.resume()
          incoming.heal()
          database?.heal()
        }
        outgoing.heal()
        await postgres?.ensureRunning()
        for (const { member } of nodes) await member.waitUntilUp()
      },
      close,
    }
  }
}

async function setUp({ member: { call } }: Node, standInPort: number) {
  const { id: connectionId } = await call(connections.createConnection, {
    body: { name: 'stand-in', connector: 'http', values: { baseUrl: `http://127.0.0.1:${standInPort}` } },
  })
  const bringIn = async (content: string, bindings: Record<string, string>): Promise<string> => {
    const report = await call(flows.importFlows, { body: { files: [{ name: 'flow.yaml', content }] } })
    const id = report.files[0]?.flows[0]?.id
    if (id === undefined) throw new Error(`The flow was not imported: ${JSON.stringify(report)}`)
    await call(flows.bindConnections, { params: { flowId: id }, body: { bindings } })
    await call(flows.switchFlow, { params: { flowId: id }, body: { isOn: true } })
    return id
  }
  const flowIds = {
    ordered: await bringIn(orderedFlow, { [standInConnection]: connectionId }),
    poison: await bringIn(poisonFlow, {}),
  }
  const { url, headerName, secret } = await call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
  return { flowIds, address: { path: new URL(url).pathname, headerName, secret: secret ?? '' } }
}
