import {
  anyJson,
  anyObject,
  createCatalog,
  type Catalog,
  defineAction,
  defineCard,
  defineConnector,
  FlowError,
  outcomeUnknown,
  z,
  type Json,
} from '@keyway/sdk'
import { compileFlow, parseFlow, type Flow, type Limits, type Program, type Step } from '@keyway/engine'
import type { Database, DatabaseConfig } from '../db/database.ts'
import { createGroupCommitter } from '../db/group-commit.ts'
import { newId } from '../db/new-id.ts'
import { openDatabase } from '../db/open-database.ts'
import { noSignals } from '../db/signals.ts'
import type { ExecutionStatus } from '../db/schema.ts'
import { createActionRunner } from '../executions/actions.ts'
import { executionQueue } from '../executions/execution-queue.ts'
import { createOrders } from '../executions/orders.ts'
import { createResponses } from '../executions/responses.ts'
import { createRunner, type Runner } from '../executions/runner.ts'
import { startExecutions, type Start, type StartParts } from '../executions/start-executions.ts'
import { createRunnerStore } from '../executions/runner-store.ts'
import { findStanding } from '../executions/store.ts'
import { findVersion, insertFlow, insertVersion } from '../flows/store.ts'
import type { QueueDefinition } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { openJobs } from '../jobs/open-jobs.ts'
import { createFiles } from '../files/file-store.ts'
import { createLog } from '../log.ts'
import { createOutbound } from '../outbound/outbound.ts'
import { defaultTableLimits } from '../tables/limits.ts'
import { createTableParts, tablesOf } from '../tables/table-store.ts'

/** A store and a runner with two cards and two actions, for tests of what is done with executions. */
export interface ExecutionWorld {
  database: Database
  runner: Runner
  starting: StartParts
  jobs: Jobs
  catalog: Catalog
  program: (versionId: string) => Promise<Program>
  /** What `test.write` got, in order. */
  written: Json[]
  weather: Weather
  statuses: [string, ExecutionStatus][]
  /** Stores a flow and publishes it; again with the same id, the next version. */
  publish: (flow: {
    id: string
    name: string
    steps: Step[]
    helper?: boolean
    /** Without it, a person starts it. */
    trigger?: Flow['trigger']
    saveData?: boolean
    limits?: Limits
    order?: Flow['order']
  }) => Promise<string>
  /** Starts the published version and waits until the attempt is over. */
  run: (flowId: string, trigger: Json, start?: Partial<Start>) => Promise<string>
  /** Resolves when the execution has this status. */
  reaches: (executionId: string, status: ExecutionStatus) => Promise<void>
  close: () => Promise<void>
}

/** What the actions of the world meet. */
export interface Weather {
  /** The answer of `test.write` stays unknown as long as this is true. */
  losesAnswers: boolean
  /** `test.read` and the pages of `test.list` wait for this. */
  gate: Promise<void> | null
  /** Questions cannot be kept. */
  breaksStore: boolean
  /** The next queued executions that are taken are taken in the store, and the word of it is lost. */
  losesWord: boolean
  /** How many pages of `test.list` were read. */
  pages: number
}

/** Opens a world on a new store. With `maximumRunning: 0` everything is queued. */
export async function openExecutionWorld(
  config: DatabaseConfig,
  { maximumRunning = 64, queues = [] }: { maximumRunning?: number; queues?: readonly QueueDefinition[] } = {},
): Promise<ExecutionWorld> {
  const database = await openDatabase(config)
  const db = database.kysely
  const written: Json[] = []
  const weather: Weather = { losesAnswers: false, gate: null, breaksStore: false, losesWord: false, pages: 0 }
  const statuses: [string, ExecutionStatus][] = []
  const catalog = createCatalog({ cards, connectors: [createConnector(written, weather)] })
  const committer = createGroupCommitter(database.hot, { maxEvents: 100, lingerMs: 0, atOnce: 2 })
  const jobs = await openJobs(database, {
    queues: [executionQueue, ...queues],
    onError: () => {},
    superviseMs: 60_000,
  })
  const outbound = createOutbound({ allow: [] })
  const compile = (document: string) => compileFlow(parseFlow(JSON.parse(document)), catalog).program
  const program = async (versionId: string): Promise<Program> => {
    const version = await findVersion(db, versionId)
    if (version === undefined) throw new Error(`There is no flow version ${versionId}.`)
    return compile(version.document)
  }
  const publishedOf = async (flowId: string) => {
    const flow = await db.selectFrom('flows').selectAll().where('id', '=', flowId).executeTakeFirstOrThrow()
    return flow.published_version_id ?? ''
  }
  const store = createRunnerStore(db, newId)
  const runner = createRunner({
    owner: newId(),
    hot: {
      ...database.hot,
      async claimReady(claim) {
        const taken = await database.hot.claimReady(claim)
        if (!weather.losesWord || taken.length === 0) return taken
        weather.losesWord = false
        throw new Error('The connection broke.')
      },
    },
    committer,
    jobs,
    log: createLog({ level: 'silent' }),
    actions: createActionRunner({
      catalog,
      outbound,
      tables: (cause) => tablesOf(createTableParts(db, defaultTableLimits), cause),
      files: createFiles(db, { maxBytes: 1_000_000 }),
      openConnection: () => Promise.reject(new Error('Nothing is bound here.')),
    }),
    responses: createResponses(),
    now: Date.now,
    newId,
    maximumRunning,
    program,
    findHelper: async (flowId) => {
      const versionId = await publishedOf(flowId)
      return { flowId, versionId, program: await program(versionId) }
    },
    ...store,
    ask: (question) =>
      weather.breaksStore ? Promise.reject(new Error('The disk is full.')) : store.ask(question),
    tickMs: 50,
    isOnlyProcess: false,
    standingOf: () => ({ party: null, priority: undefined }),
    orders: createOrders(noSignals, newId),
    onTaken: () => {},
    onStatus: ({ id }, status) => void statuses.push([id, status]),
  })
  const starting = {
    committer,
    runner,
    now: Date.now,
    newId,
    publicUrl: 'http://127.0.0.1',
    onQueued: () => {},
  }

  return {
    database,
    runner,
    starting,
    jobs,
    catalog,
    program,
    written,
    weather,
    statuses,
    async publish({ id, name, steps, helper = false, ...settings }) {
      const standard = helper ? { helper: true } : { manual: true }
      const document = JSON.stringify({ keyway: 1, name, trigger: standard, ...settings, steps })
      const now = Date.now()
      const known = await db.selectFrom('flows').select('id').where('id', '=', id).executeTakeFirst()
      if (known === undefined) {
        const off = { folder_id: null, is_on: 0, published_version_id: null } as const
        const times = { created_at: now, updated_at: now }
        await insertFlow(db, { id, name, kind: 'manual', draft: document, ...off, ...times })
      }
      const versionId = newId()
      await insertVersion(db, {
        id: versionId,
        flow_id: id,
        document,
        created_at: now,
        created_by: 'user:test',
        message: null,
      })
      return versionId
    },
    async run(flowId, trigger, more = {}) {
      const versionId = await publishedOf(flowId)
      const start: Start = {
        flowId,
        versionId,
        program: await program(versionId),
        mode: 'manual',
        trigger,
        eventId: null,
        ...more,
      }
      const { executions } = await startExecutions(starting, { starts: [start] })
      await executions[0]?.ending
      return executions[0]?.executionId ?? ''
    },
    async reaches(executionId, status) {
      const end = Date.now() + 20_000
      for (;;) {
        const found = await findStanding(db, executionId)
        if (found?.status === status) return
        if (Date.now() > end)
          throw new Error(`Expected ${executionId} to be ${status}, found ${found?.status}.`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    async close() {
      await runner.stop(1_000)
      await jobs.stop(1_000)
      await outbound.close()
      await database.close()
    },
  }
}

const cards = [
  defineCard({
    id: 'test.double',
    title: 'Double',
    description: 'Gives twice the number.',
    input: z.object({ number: z.number() }),
    output: z.object({ result: z.number() }),
    examples: [],
    run: ({ number }) => ({ result: 2 * number }),
  }),
  defineCard({
    id: 'test.echo',
    title: 'Echo',
    description: 'Gives its values.',
    input: z.object({ values: anyObject.default({}) }),
    output: anyObject,
    examples: [],
    run: ({ values }) => values,
  }),
]

function createConnector(written: Json[], weather: Weather) {
  const described = { description: 'For tests.', input: z.object({ value: anyJson }), output: anyJson }
  const read = defineAction({
    ...described,
    id: 'test.read',
    title: 'Read',
    effect: 'read',
    async run({ value }) {
      await weather.gate
      if (value === 'refused')
        throw new FlowError('The test refuses.', { code: 'test_refused', body: { value } })
      return { value }
    },
  })
  const write = defineAction({
    ...described,
    id: 'test.write',
    title: 'Write',
    effect: 'write',
    run({ value }) {
      written.push(value)
      if (weather.losesAnswers) throw new FlowError('The answer was lost.', { code: outcomeUnknown })
      return Promise.resolve({ count: written.length })
    },
  })
  const list = defineAction({
    ...described,
    id: 'test.list',
    title: 'List',
    effect: 'read',
    run: () => Promise.resolve([]),
    /** As many whole numbers from 0 as `value` says. */
    async readPage({ value }, { cursor, size }) {
      await weather.gate
      weather.pages += 1
      const first = Number(cursor ?? 0)
      const last = Math.min(first + size, Number(value))
      const items = Array.from({ length: last - first }, (_, at) => first + at)
      return { items, next: last === Number(value) ? null : last }
    },
  })
  const strict = defineAction({
    ...described,
    id: 'test.strict',
    title: 'Strict write',
    effect: 'write',
    input: z.object({ number: z.number().max(10) }),
    run: ({ number }) => Promise.resolve({ number }),
  })
  return defineConnector({
    id: 'test',
    title: 'Test',
    description: 'For tests.',
    connection: z.object({}),
    actions: [read, write, list, strict],
  })
}
