import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createClient, executions, flows, type AnswerOf, type Call } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import type { DatabaseConfig } from '../../db/database.ts'
import { startKeyway, type Keyway } from '../../start.ts'
import { createDirectories } from '../../testing/directories.ts'

type FlowDetail = AnswerOf<typeof flows.getFlow>
type ExecutionDetail = AnswerOf<typeof executions.getExecution>

type NewFlow = Omit<Flow, 'keyway' | 'name'> & { name?: string }

/** A Keyway in this process, for tests of what comes in over HTTP. */
export interface WayIn {
  keyway: Keyway
  /** The API token that `call` uses. */
  token: string
  call: Call
  /** Stores a flow and switches it on. */
  on: (flow: NewFlow) => Promise<FlowDetail>
  /** Waits until a flow has exactly this many executions, all over, and answers them, oldest first. */
  ran: (flowId: string, count: number) => Promise<ExecutionDetail[]>
  /** How many executions of a flow there are. */
  count: (flowId: string) => Promise<number>
  /** Opens another process, as it were, on the same database of PostgreSQL. Close it first. */
  openBeside: () => Promise<WayIn>
  close: () => Promise<void>
}

/** Opens one on a store of its own, embedded unless the test says which. */
export async function openWayIn(config?: DatabaseConfig): Promise<WayIn> {
  const directories = createDirectories()
  const dataDirectory = config?.kind === 'sqlite' ? config.directory : directories.create()
  const way = await openIn(dataDirectory, config?.kind === 'postgres' ? config.url : undefined)
  return {
    ...way,
    async close() {
      await way.close()
      directories.remove()
    },
  }
}

async function openIn(dataDirectory: string, databaseUrl: string | undefined): Promise<WayIn> {
  const keyway = await startKeyway({
    host: '127.0.0.1',
    port: 0,
    dataDirectory,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    logLevel: 'silent',
    egressAllow: ['127.0.0.0/8'],
  })
  const token = readFileSync(path.join(dataDirectory, 'cli-token'), 'utf8').trim()
  const call = createClient({ baseUrl: keyway.url, token })
  let made = 0
  return {
    keyway,
    token,
    call,
    async count(flowId) {
      let found = 0
      let cursor: string | undefined
      do {
        const page: AnswerOf<typeof executions.listExecutions> = await call(executions.listExecutions, {
          query: { flowId, limit: 200, cursor },
        })
        found += page.items.length
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return found
    },
    async on({ name = `Flow ${(made += 1)}`, ...document }) {
      const { id } = await call(flows.createFlow, { body: { document: { keyway: 1, name, ...document } } })
      return call(flows.switchFlow, { params: { flowId: id }, body: { isOn: true } })
    },
    async ran(flowId, count) {
      const end = Date.now() + 10_000
      for (;;) {
        const { items } = await call(executions.listExecutions, { query: { flowId, limit: 200 } })
        const isOver = items.every(({ status }) => ['succeeded', 'failed', 'cancelled'].includes(status))
        if (items.length === count && isOver) {
          const details = items
            .toReversed()
            .map(({ id }) => call(executions.getExecution, { params: { executionId: id } }))
          return Promise.all(details)
        }
        if (Date.now() > end) {
          const found = items.map(({ status }) => status).join(', ')
          throw new Error(`Expected ${count} finished executions of ${flowId}, found ${found || 'none'}.`)
        }
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    openBeside: () => openIn(dataDirectory, databaseUrl),
    close: () => keyway.close(),
  }
}
