import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { anyJson, createCatalog, defineAction, defineConnector, z, type Json } from '@keyway/sdk'
import { compileFlow, parseFlow, type Step } from '@keyway/engine'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { createGroupCommitter } from '../db/group-commit.ts'
import type { HotStore } from '../db/hot-store.ts'
import { newId } from '../db/new-id.ts'
import { openDatabase } from '../db/open-database.ts'
import { noSignals } from '../db/signals.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { openJobs } from '../jobs/open-jobs.ts'
import { createLog } from '../log.ts'
import { createOutbound } from '../outbound/outbound.ts'
import { noFiles } from '../testing/no-files.ts'
import { noTables } from '../testing/no-tables.ts'
import { createActionRunner } from './actions.ts'
import { executionQueue } from './execution-queue.ts'
import { createOrders } from './orders.ts'
import { createResponses } from './responses.ts'
import { createRunner, type Runner } from './runner.ts'
import { isFinal } from './status.ts'
import { startExecutions } from './start-executions.ts'
import { createRunnerStore } from './runner-store.ts'
import { findStanding } from './store.ts'

/** A process's access to the store that can be cut off, as a kill would: before a commit reaches the disk, or after. */
function cuttable(
  hot: HotStore,
  cut: { after: number; reaches: boolean },
): { hot: HotStore; isCut: () => boolean } {
  let commits = 0
  const dead = (): Promise<never> => Promise.reject(new Error('The process is dead.'))
  return {
    isCut: () => commits > cut.after,
    hot: {
      ...hot,
      async commit(batch) {
        commits += 1
        if (commits <= cut.after) return hot.commit(batch)
        if (commits === cut.after + 1 && cut.reaches) await hot.commit(batch)
        return dead()
      },
      claim: (claim) => (commits > cut.after ? dead() : hot.claim(claim)),
      claimReady: (claim) => (commits > cut.after ? dead() : hot.claimReady(claim)),
      take: (claim) => (commits > cut.after ? dead() : hot.take(claim)),
    },
  }
}

/** What the outside saw: how often each effect happened, by idempotency key. */
class Outside {
  readonly writes = new Map<string, number>()
  reads = 0

  note(key: string): void {
    this.writes.set(key, (this.writes.get(key) ?? 0) + 1)
  }
}

function testCatalog(outside: Outside) {
  const input = z.object({ value: anyJson.optional() })
  const described = { title: 'Test', description: 'For tests.', input, output: anyJson }
  const read = defineAction({
    ...described,
    id: 'test.read',
    effect: 'read',
    run: () => Promise.resolve({ read: (outside.reads += 1) }),
  })
  const write = defineAction({
    ...described,
    id: 'test.write',
    effect: 'write',
    run(_, { idempotencyKey }) {
      outside.note(idempotencyKey)
      return Promise.resolve({ key: idempotencyKey })
    },
  })
  const create = defineAction({
    ...described,
    id: 'test.create',
    effect: 'write',
    run(_, { idempotencyKey }) {
      outside.note(idempotencyKey)
      return Promise.resolve({ key: idempotencyKey })
    },
    lookUp: (_, { idempotencyKey }) =>
      Promise.resolve(outside.writes.has(idempotencyKey) ? { key: idempotencyKey } : undefined),
  })
  const connector = defineConnector({
    id: 'test',
    title: 'Test',
    description: 'For tests.',
    connection: z.object({}),
    actions: [read, write, create],
  })
  return createCatalog({ cards: [], connectors: [connector] })
}

const steps: Step[] = [
  { id: 'look', use: 'test.read' },
  { id: 'made', use: 'test.create' },
  {
    id: 'each',
    forEach: [1, 2],
    concurrency: 2,
    do: [{ id: 'sent', use: 'test.write', with: { value: { ref: 'each.item' } } }],
  },
  { id: 'asked', call: 'helper', with: { a: { ref: 'look.read' } } },
  { return: { answer: { ref: 'asked.answer' } } },
]
const helperSteps: Step[] = [{ id: 'sent', use: 'test.write' }, { return: { answer: { ref: 'trigger.a' } } }]

let directory: string
let database: Database
let jobs: Jobs

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'keyway-crash-'))
  database = await openDatabase({ kind: 'sqlite', directory })
})
afterAll(async () => {
  await database.close()
  rmSync(directory, { recursive: true })
})

beforeEach(async () => {
  jobs = await openJobs(database, { queues: [executionQueue], onError: () => {}, superviseMs: 1000 })
})
afterEach(() => jobs.stop(0))

interface Life {
  runner: Runner
  start: () => Promise<string>
}

function live(hot: HotStore, outside: Outside): Life {
  const catalog = testCatalog(outside)
  const program = (list: Step[]) =>
    compileFlow(parseFlow({ keyway: 1, name: 'f', trigger: { manual: true }, steps: list }), catalog).program
  const programs = new Map([
    ['main', program(steps)],
    ['helper', program(helperSteps)],
  ])
  const find = (versionId: string) => {
    const found = programs.get(versionId)
    if (found === undefined) throw new Error(`no version ${versionId}`)
    return found
  }
  const log = createLog({ level: 'silent' })
  const committer = createGroupCommitter(hot, { maxEvents: 400, lingerMs: 0, atOnce: 1 })
  const actions = createActionRunner({
    catalog,
    outbound: createOutbound({ allow: [] }),
    tables: () => noTables,
    files: noFiles,
    openConnection: never,
  })
  const runner = createRunner({
    owner: newId(),
    hot,
    committer,
    jobs,
    log,
    actions,
    responses: createResponses(),
    now: Date.now,
    newId,
    maximumRunning: 10,
    program: (versionId) => Promise.resolve(find(versionId)),
    findHelper: () => Promise.resolve({ flowId: 'helper', versionId: 'helper', program: find('helper') }),
    ...createRunnerStore(database.kysely, newId),
    isOnlyProcess: true,
    standingOf: () => ({ party: null, priority: undefined }),
    orders: createOrders(noSignals, newId),
    onTaken: () => {},
    onStatus: () => {},
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
    runner,
    async start() {
      const start = {
        flowId: 'main',
        versionId: 'main',
        program: find('main'),
        mode: 'manual',
        trigger: {},
        eventId: null,
      } as const
      const { executions } = await startExecutions(starting, { starts: [start] })
      const [execution] = executions
      if (execution === undefined) throw new Error('nothing was started')
      await execution.ending
      return execution.executionId
    },
  }
}

function never(): Promise<never> {
  return Promise.reject(new Error('not used here'))
}

async function settled(executionId: string): Promise<string> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await findStanding(database.kysely, executionId)
    if (found !== undefined && (isFinal(found.status) || found.status === 'in_doubt')) return found.status
    // A caller waits for as long as its helper is in doubt.
    if (found?.status === 'waiting' && (await isHelperInDoubt(executionId))) return found.status
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`The execution ${executionId} did not settle.`)
}

async function isHelperInDoubt(parentId: string): Promise<boolean> {
  const query = database.kysely.selectFrom('executions').select('status').where('parent_id', '=', parentId)
  return (await query.execute()).some(({ status }) => status === 'in_doubt')
}

async function onlyParent(): Promise<string> {
  const found = await database.kysely
    .selectFrom('executions')
    .select('id')
    .where('flow_id', '=', 'main')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  return found.id
}

/** What opening the database does, once the lock has proven that the former process is dead. */
async function freeLeases(): Promise<void> {
  const free = { owner: null, lease_until: null }
  await database.kysely.updateTable('executions').set(free).where('status', '=', 'running').execute()
}

async function forget(): Promise<void> {
  await database.kysely.deleteFrom('journal_entries').execute()
  await database.kysely.deleteFrom('executions').execute()
}

describe('a process that dies at any commit', () => {
  const cuts = Array.from({ length: 12 }, (_, after) => [
    { after: after + 1, reaches: false },
    { after: after + 1, reaches: true },
  ]).flat()

  test.each(cuts)('after commit $after, the last one on disk: $reaches', async ({ after, reaches }) => {
    await forget()
    const outside = new Outside()
    const first = cuttable(database.hot, { after, reaches })
    await live(first.hot, outside)
      .start()
      .catch(() => undefined)
    const parent = await onlyParent()

    await freeLeases()
    const second = live(database.hot, outside)
    await second.runner.start()
    const status = await settled(parent)
    await second.runner.stop(1000)

    for (const [key, count] of outside.writes) expect([key, count]).toEqual([key, 1])
    const rows = await database.kysely
      .selectFrom('executions')
      .select(['id', 'status', 'parent_id'])
      .execute()
    expect(rows.filter(({ parent_id }) => parent_id !== null).length).toBeLessThanOrEqual(1)
    if (status === 'succeeded') expect(outside.writes.size).toBe(4)
    // Only a plain write whose outcome was lost may be in doubt; its helper's doubt leaves the caller waiting for it.
    else expect(rows.some((row) => row.status === 'in_doubt')).toBe(true)
  })

  test('without a death every effect happens once', async () => {
    await forget()
    const outside = new Outside()
    const id = await live(database.hot, outside).start()
    expect(await settled(id)).toBe('succeeded')
    const counts: Json[] = [...outside.writes.values()]
    expect(counts).toEqual([1, 1, 1, 1])
  })
})
