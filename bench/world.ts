import { readFileSync } from 'node:fs'
import path from 'node:path'
import { connections, createClient, executions, flows, oktaHooks, system, type Call } from '@keyway/api'
import { nodeEnvironment, nodeFlags as asStarted } from '../tools/setup/node-flags.mjs'
import { startChild } from './child.ts'
import { makeTemporaryDirectory } from './cleanup.ts'
import { measuredFlow, stubConnection } from './measured-flow.ts'

/** A Keyway in a process of its own. */
export interface World {
  pid: number
  /** From starting the process until it says that it takes requests; milliseconds. */
  startMs: number
  baseUrl: string
  token: string
  call: Call
  /** Where the first administrator is made; waits until it is printed. */
  readSetupUrl: () => Promise<string>
  stop: () => Promise<void>
  /** Ends it without warning. What it keeps stays. */
  kill: () => Promise<void>
}

export interface WorldOptions {
  /** PostgreSQL; undefined for the embedded store. */
  databaseUrl?: string | undefined
  /** Where Node writes a CPU profile at the end. */
  profileDirectory?: string | undefined
  /** `server` takes events, `worker` runs flows; both in one process otherwise. */
  role?: 'server' | 'worker'
  /** The command to start, of another checkout; this one's otherwise. */
  entry?: URL
  /** For Node itself, after those that people start it with. */
  nodeFlags?: readonly string[]
}

const ownEntry = new URL('../packages/cli/dist/keyway.js', import.meta.url)

/** Starts a Keyway with an empty store, which goes when it stops. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { directory, remove } = makeTemporaryDirectory('data')
  try {
    const world = await startKeyway(directory, options)
    const stop = async (): Promise<void> => {
      await world.stop()
      remove()
    }
    return { ...world, stop }
  } catch (error) {
    remove()
    throw error
  }
}

/** Starts a Keyway that keeps its data in a directory. */
export async function startKeyway(directory: string, options: WorldOptions = {}): Promise<World> {
  const { databaseUrl, profileDirectory, role, entry = ownEntry, nodeFlags = [] } = options
  const args = [
    'start',
    '--data',
    directory,
    '--port',
    '0',
    '--log-level',
    'warn',
    '--egress-allow',
    '127.0.0.0/8',
  ]
  const start = performance.now()
  const keyway = startChild(
    entry,
    [
      ...args,
      ...(databaseUrl === undefined ? [] : ['--database-url', databaseUrl]),
      ...(role === undefined ? [] : ['--role', role]),
    ],
    {
      nodeArgs: [
        // What is measured is what people run.
        ...asStarted,
        ...nodeFlags,
        ...(profileDirectory === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`]),
      ],
      env: {
        ...nodeEnvironment,
        // Settings of the person's own Keyway are none of ours.
        DATABASE_URL: '',
        KEYWAY_PUBLIC_URL: '',
        KEYWAY_HOST: '127.0.0.1',
        // The inventory would read the log before a measured flow listens.
        KEYWAY_INVENTORY: 'off',
      },
    },
  )
  const { pid, stop, kill } = keyway
  try {
    const [, baseUrl = ''] = await keyway.waitForOutput(/Keyway runs .*?(http:\/\/[^/\s]+)/, 30_000)
    const startMs = performance.now() - start
    const token = readFileSync(path.join(directory, 'cli-token'), 'utf8').trim()
    const readSetupUrl = async (): Promise<string> =>
      (await keyway.waitForOutput(/http\S+\/setup#\S+/, 5_000))[0]
    return { pid, startMs, baseUrl, token, call: createClient({ baseUrl, token }), readSetupUrl, stop, kill }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Where deliveries go, and the flow that they start. */
export interface Receiver {
  url: string
  headers: Record<string, string>
  flowId: string
}

/** Sets up what a person would set up: a hook, a connection, a flow that is on. */
export async function prepareFlow(call: Call, stubUrl: string | null): Promise<Receiver> {
  const hook = await call(oktaHooks.createOktaHook, { body: { name: 'Bench' } })
  if (hook.secret === null) throw new Error('Expected the key of the new hook, found none.')
  const { id: flowId } = await call(flows.createFlow, { body: { document: measuredFlow(stubUrl !== null) } })
  if (stubUrl !== null) {
    const values = { baseUrl: stubUrl }
    const { id } = await call(connections.createConnection, {
      body: { name: 'stub', connector: 'http', values },
    })
    await call(flows.bindConnections, { params: { flowId }, body: { bindings: { [stubConnection]: id } } })
  }
  await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
  return { url: hook.url, headers: { [hook.headerName]: hook.secret }, flowId }
}

const drainTimeoutMs = 300_000

/** Waits until nothing runs or waits to run. Returns when that was, by this process's clock. */
export async function waitForDrain(call: Call): Promise<number> {
  const until = performance.now() + drainTimeoutMs
  for (;;) {
    const { running, queued } = (await call(system.getSystem)).executions
    if (running === 0 && queued === 0) return performance.now()
    if (performance.now() > until) {
      throw new Error(
        `After ${drainTimeoutMs / 1000} s ${running} executions still run and ${queued} are queued.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/**
 * Counts the finished executions of a flow in the history, page by page, and looks into the newest whether its steps
 * are there. Throws when one ended in any other way than well.
 */
export async function countCompleted(call: Call, flowId: string): Promise<number> {
  let completed = 0
  let cursor: string | undefined
  let newest: string | undefined
  do {
    const { items, next } = await call(executions.listExecutions, {
      query: { flowId, limit: 200, ...(cursor === undefined ? {} : { cursor }) },
    })
    const other = items.find(({ status, stopped }) => status !== 'succeeded' || stopped)
    if (other !== undefined) {
      const why = other.errorMessage ?? (other.stopped ? 'it ended early' : 'no message')
      throw new Error(`Expected every execution to succeed; ${other.id} is ${other.status}: ${why}.`)
    }
    newest ??= items[0]?.id
    completed += items.length
    cursor = next ?? undefined
  } while (cursor !== undefined)
  if (newest !== undefined) await checkHistory(call, newest)
  return completed
}

async function checkHistory(call: Call, executionId: string): Promise<void> {
  const { steps, replay } = await call(executions.getExecution, { params: { executionId } })
  if (replay === 'faithful' && steps.length >= 2) return
  throw new Error(
    `Expected execution ${executionId} with its steps in history; found ${steps.length}, replay ${replay}.`,
  )
}
