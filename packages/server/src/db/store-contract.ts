import { sql } from 'kysely'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database, DatabaseConfig } from './database.ts'
import { event, execution, update } from '../testing/batches.ts'
import { describeGroupCommit } from './group-commit-contract.ts'
import { emptyBatch } from './hot-store.ts'
import { describeLines } from './lines-contract.ts'
import { newId } from './new-id.ts'
import { openDatabase } from './open-database.ts'

/** What every engine's store must do. `createConfig` names a new, empty store. */
export function describeStore(createConfig: () => Promise<DatabaseConfig>): void {
  let config: DatabaseConfig
  let db: Database
  beforeEach(async () => {
    config = await createConfig()
    db = await openDatabase(config)
  })
  afterEach(() => db.close())

  const statusOf = (id: string) =>
    db.kysely.selectFrom('executions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const count = async (table: 'events' | 'executions' | 'journal_entries' | 'folders'): Promise<number> => {
    const row = await db.kysely
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirst()
    return Number(row?.n)
  }

  describe('queries', () => {
    test('keep text, integers up to 2^53, nulls and bytes', async () => {
      const row = { id: newId(), name: 'Zoë “quoted” 🔑', draft: '{"a":1}', kind: 'flow', is_on: 1 as const }
      const times = { created_at: Date.now(), updated_at: Number.MAX_SAFE_INTEGER }
      const flow = { ...row, ...times, folder_id: null, published_version_id: null }
      await db.kysely.insertInto('flows').values(flow).execute()
      expect(await db.kysely.selectFrom('flows').selectAll().execute()).toMatchObject([flow])
      const key = { key: new Uint8Array([0, 1, 255]), occurred_at: 5 }
      await db.kysely.insertInto('event_keys').values(key).execute()
      const [found] = await db.kysely.selectFrom('event_keys').selectAll().execute()
      expect([...(found?.key ?? [])]).toEqual([0, 1, 255])
    })

    test('see what was written before', async () => {
      for (let n = 1; n <= 50; n += 1) {
        await db.kysely
          .insertInto('folders')
          .values({ id: newId(), name: `${n}` })
          .execute()
        expect(await count('folders')).toBe(n)
      }
    })

    test('report changed rows and returned rows', async () => {
      const values = ['a', 'b'].map((key) => ({ key, value: key }))
      await db.kysely.insertInto('settings').values(values).execute()
      const changed = await db.kysely
        .updateTable('settings')
        .set({ value: 'c' })
        .where('key', 'in', ['a', 'b'])
        .executeTakeFirst()
      expect(changed.numUpdatedRows).toBe(2n)
      const removed = await db.kysely
        .deleteFrom('settings')
        .where('key', '=', 'a')
        .returning('value')
        .execute()
      expect(removed).toEqual([{ value: 'c' }])
    })

    test('refuse a broken reference and a doubled name', async () => {
      const session = { id_hash: 'x', user_id: 'nobody', created_at: 1, expires_at: 2 }
      await expect(db.kysely.insertInto('sessions').values(session).execute()).rejects.toThrow(/foreign key/i)
      const connection = {
        connector: 'http',
        settings: '{}',
        secrets: '',
        created_at: 1,
        updated_at: 1,
        name: 'same',
      }
      await db.kysely
        .insertInto('connections')
        .values({ ...connection, id: 'a' })
        .execute()
      await expect(
        db.kysely
          .insertInto('connections')
          .values({ ...connection, id: 'b' })
          .execute(),
      ).rejects.toThrow(/unique/i)
    })
  })

  describe('transactions', () => {
    test('are seen by others only when they are over', async () => {
      await db.kysely.transaction().execute(async (trx) => {
        await trx.insertInto('folders').values({ id: 'a', name: 'a' }).execute()
        expect(await trx.selectFrom('folders').selectAll().execute()).toHaveLength(1)
        expect(await count('folders')).toBe(0)
      })
      expect(await count('folders')).toBe(1)
    })

    test('leave nothing when they fail, and the next one works', async () => {
      const failing = db.kysely.transaction().execute(async (trx) => {
        await trx.insertInto('folders').values({ id: 'a', name: 'a' }).execute()
        throw new Error('changed my mind')
      })
      await expect(failing).rejects.toThrow('changed my mind')
      expect(await count('folders')).toBe(0)
      await db.kysely.insertInto('folders').values({ id: 'a', name: 'a' }).execute()
      expect(await count('folders')).toBe(1)
    })

    test('and batches running together lose no update', async () => {
      await db.kysely.insertInto('settings').values({ key: 'n', value: '0' }).execute()
      const increment = () =>
        db.kysely.transaction().execute(async (trx) => {
          const lock = db.kind === 'postgres' ? sql` for update` : sql``
          const { rows } = await sql<{
            value: string
          }>`select value from settings where key = 'n'${lock}`.execute(trx)
          await trx
            .updateTable('settings')
            .set({ value: String(Number(rows[0]?.value) + 1) })
            .execute()
        })
      const batches = Array.from({ length: 20 }, (_, n) =>
        db.hot.commit({ ...emptyBatch, events: [event(`${n}`)] }),
      )
      await Promise.all([...Array.from({ length: 20 }, increment), ...batches])
      const setting = await db.kysely.selectFrom('settings').selectAll().executeTakeFirst()
      expect(setting?.value).toBe('20')
      expect(await count('events')).toBe(20)
    })
  })

  describe('a batch', () => {
    test('stores events, executions and their first entries', async () => {
      const stored = event('acme:1')
      const run = execution({ eventId: stored.id })
      const result = await db.hot.commit({ ...emptyBatch, events: [stored], executions: [run] })
      expect(result).toMatchObject({ newEvents: new Set([stored.id]), fenced: new Set() })
      expect(await statusOf(run.id)).toMatchObject({
        event_id: stored.id,
        status: 'running',
        owner: 'worker-1',
        attempt: 1,
        started_at: 1_000,
        stopped: 0,
      })
      expect(await db.hot.journal({ executionId: run.id })).toEqual([
        { position: 0, entry: '{"type":"started"}' },
      ])
    })

    test('skips an event it knows, with its executions', async () => {
      await db.hot.commit({ ...emptyBatch, events: [event('acme:1')] })
      const again = event('acme:1')
      const other = event('acme:2')
      const runs = [execution({ eventId: again.id }), execution({ eventId: other.id })]
      const result = await db.hot.commit({ ...emptyBatch, events: [again, other], executions: runs })
      expect(result.newEvents).toEqual(new Set([other.id]))
      expect(await count('events')).toBe(2)
      expect(await count('executions')).toBe(1)
      expect(await count('journal_entries')).toBe(1)
    })

    test('keeps the first of an event that comes twice in it', async () => {
      const events = [event('acme:1'), event('acme:1')]
      const { newEvents } = await db.hot.commit({ ...emptyBatch, events })
      expect(newEvents).toEqual(new Set([events[0]?.id]))
    })

    test('numbers events and executions in the order given', async () => {
      const events = Array.from({ length: 50 }, (_, n) => event(`${n}`))
      const executions = events.map(({ id }) => execution({ eventId: id }))
      await db.hot.commit({ ...emptyBatch, events, executions })
      const inOrder = await db.kysely.selectFrom('events').select('id').orderBy('seq').execute()
      expect(inOrder.map(({ id }) => id)).toEqual(events.map(({ id }) => id))
      const runs = await db.kysely.selectFrom('executions').select('id').orderBy('seq').execute()
      expect(runs.map(({ id }) => id)).toEqual(executions.map(({ id }) => id))
    })

    test('creates a child once, whether its id or its command comes again', async () => {
      const parent = execution()
      const child = execution({ parentId: parent.id, parentCommand: 4, rootId: parent.id, mode: 'child' })
      await db.hot.commit({ ...emptyBatch, executions: [parent, child] })
      const twin = { ...child, id: newId() }
      const { existing } = await db.hot.commit({ ...emptyBatch, executions: [child, twin] })
      expect(existing).toEqual(new Map([child, twin].map(({ id }) => [id, child.id])))
      expect(await count('executions')).toBe(2)
      expect(await db.hot.journal({ executionId: twin.id })).toEqual([])
    })

    test('journals and finishes', async () => {
      const run = execution()
      await db.hot.commit({ ...emptyBatch, executions: [run] })
      const writer = { executionId: run.id, owner: 'worker-1', attempt: 1 }
      const entries = [1, 2].map((position) => ({ ...writer, position, entry: `{"n":${position}}` }))
      const error = { code: 'remote', message: 'Found 500.', step: 'steps[1]' }
      const updates = [update(run.id, { status: 'failed', error })]
      expect((await db.hot.commit({ ...emptyBatch, entries, updates })).fenced).toEqual(new Set())
      expect(await statusOf(run.id)).toMatchObject({
        status: 'failed',
        owner: null,
        lease_until: null,
        finished_at: 3_000,
        error_code: 'remote',
        error_message: 'Found 500.',
        failed_step: 'steps[1]',
      })
      expect((await db.hot.journal({ executionId: run.id })).map(({ position }) => position)).toEqual([
        0, 1, 2,
      ])
    })

    test('creates, journals and finishes in one go, and the last update counts', async () => {
      const run = execution()
      const entries = [{ executionId: run.id, owner: 'worker-1', attempt: 1, position: 1, entry: '{}' }]
      const updates = [
        update(run.id, { status: 'running', finishedAt: null }),
        update(run.id, { stopped: true }),
      ]
      await db.hot.commit({ ...emptyBatch, executions: [run], entries, updates })
      expect(await statusOf(run.id)).toMatchObject({ status: 'succeeded', stopped: 1, owner: null })
      expect(await db.hot.journal({ executionId: run.id })).toHaveLength(2)
    })

    test('keeps long entries beside the journal and gives them whole', async () => {
      const long = (text: string) => JSON.stringify({ value: `é🔑"\\${text.repeat(300_000)}` })
      const run = execution({ started: long('s') })
      const writer = { executionId: run.id, owner: 'worker-1', attempt: 1 }
      await db.hot.commit({ ...emptyBatch, executions: [run] })
      const texts = ['{"n":1}', long('a'), '{"n":3}']
      const entries = texts.map((entry, at) => ({ ...writer, position: at + 1, entry }))
      await db.hot.commit({ ...emptyBatch, entries })
      const journal = await db.hot.journal({ executionId: run.id })
      expect(journal.map(({ entry }) => entry)).toEqual([long('s'), ...texts])
      const range = await db.hot.journal({ executionId: run.id, from: 2, to: 3 })
      expect(range).toEqual([{ position: 2, entry: long('a') }])
      const rows = await db.kysely.selectFrom('journal_entries').select('entry').execute()
      expect(Math.max(...rows.map(({ entry }) => entry.length))).toBeLessThan(100)
      const stale = { ...writer, attempt: 0, position: 4, entry: long('b') }
      await db.hot.commit({ ...emptyBatch, entries: [stale] })
      const blobs = await db.kysely.selectFrom('journal_blobs').select('position').execute()
      expect(blobs.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual([0, 2])
    })

    test('writes nothing for whoever lost the execution', async () => {
      const [lost, held] = [execution({ leaseUntil: 10 }), execution()]
      await db.hot.commit({ ...emptyBatch, executions: [lost, held] })
      await db.hot.claim({ owner: 'worker-2', leaseUntil: 9_000, now: 1_500, limit: 10 })
      const stale = { executionId: lost.id, owner: 'worker-1', attempt: 1 }
      const result = await db.hot.commit({
        ...emptyBatch,
        executions: [execution({ parentId: lost.id, parentCommand: 1 })],
        entries: [{ ...stale, position: 1, entry: '{}' }],
        updates: [update(lost.id), update(held.id)],
      })
      expect(result.fenced).toEqual(new Set([lost.id]))
      expect(await statusOf(lost.id)).toMatchObject({ status: 'running', owner: 'worker-2', attempt: 2 })
      expect(await statusOf(held.id)).toMatchObject({ status: 'succeeded' })
      expect(await db.hot.journal({ executionId: lost.id })).toHaveLength(1)
      expect(await count('executions')).toBe(2)
    })

    test('is written whole or not at all', async () => {
      const run = execution()
      await db.hot.commit({ ...emptyBatch, executions: [run] })
      const again = { executionId: run.id, owner: 'worker-1', attempt: 1, position: 0, entry: '{}' }
      await expect(db.hot.commit({ ...emptyBatch, events: [event('x')], entries: [again] })).rejects.toThrow(
        /unique/i,
      )
      expect(await count('events')).toBe(0)
    })
  })

  describe('a claim', () => {
    test('takes what its owner left, the longest silent first, up to the limit', async () => {
      const queued = execution({ status: 'queued', owner: null, leaseUntil: null })
      const [lapsed, earlier, held] = [100, 50, 9_000].map((leaseUntil) => execution({ leaseUntil }))
      await db.hot.commit({
        ...emptyBatch,
        executions: [queued, lapsed, earlier, held].filter((one) => one !== undefined),
      })
      const claim = { owner: 'worker-2', leaseUntil: 20_000, now: 5_000 }
      const first = await db.hot.claim({ ...claim, limit: 1 })
      expect(first.map(({ id, attempt }) => [id, attempt])).toEqual([[earlier?.id, 2]])
      const rest = await db.hot.claim({ ...claim, limit: 10 })
      expect(rest.map(({ id, attempt }) => [id, attempt])).toEqual([[lapsed?.id, 2]])
      expect(await db.hot.claim({ ...claim, limit: 10 })).toEqual([])
      expect(await statusOf(lapsed?.id ?? '')).toMatchObject({
        status: 'running',
        owner: 'worker-2',
        lease_until: 20_000,
      })
    })

    test('takes what is queued, of each flow its share, oldest first', async () => {
      const ofFlow = (flowId: string) =>
        execution({ flowId, status: 'queued', owner: null, leaseUntil: null, started: `{"of":"${flowId}"}` })
      const queued = ['b', 'a', 'b', 'b', 'c'].map(ofFlow)
      await db.hot.commit({ ...emptyBatch, executions: [...queued, execution({ flowId: 'd' })] })
      expect(await db.hot.readyFlows({ after: '', limit: 10 })).toEqual(['a', 'b', 'c'])
      expect(await db.hot.readyFlows({ after: 'a', limit: 1 })).toEqual(['b'])
      expect(await db.hot.readyFlows({ after: 'c', limit: 10 })).toEqual([])
      const claim = { owner: 'worker-2', leaseUntil: 20_000, now: 5_000 }
      const shares = [
        { flowId: 'b', most: 2 },
        { flowId: 'a', most: 5 },
        { flowId: 'd', most: 5 },
      ]
      const taken = await db.hot.claimReady({ ...claim, shares })
      expect(new Set(taken.map(({ id }) => id))).toEqual(new Set([0, 1, 2].map((n) => queued[n]?.id)))
      expect(taken.find(({ id }) => id === queued[1]?.id)).toEqual({
        id: queued[1]?.id,
        flowId: 'a',
        versionId: 'version',
        eventId: null,
        parentId: null,
        parentCommand: null,
        rootId: queued[1]?.id,
        mode: 'event',
        lineKey: null,
        previousStatus: 'queued',
        attempt: 1,
        createdAt: 1_000,
        started: '{"of":"a"}',
      })
      expect(await db.hot.readyFlows({ after: '', limit: 10 })).toEqual(['b', 'c'])
      expect(await statusOf(queued[3]?.id ?? '')).toMatchObject({ status: 'queued', owner: null })
    })

    test('of what was tried before, or begins with a long entry, leaves the journal to be read', async () => {
      const [given, long] = [
        execution({ flowId: 'given' }),
        execution({
          flowId: 'long',
          status: 'queued',
          owner: null,
          leaseUntil: null,
          started: JSON.stringify('x'.repeat(300_000)),
        }),
      ]
      await db.hot.commit({ ...emptyBatch, executions: [given, long] })
      const updates = [update(given.id, { status: 'queued', finishedAt: null })]
      await db.hot.commit({ ...emptyBatch, updates })
      const shares = ['given', 'long'].map((flowId) => ({ flowId, most: 5 }))
      const taken = await db.hot.claimReady({ owner: 'w', leaseUntil: 20_000, now: 5_000, shares })
      expect(new Map(taken.map(({ id, attempt, started }) => [id, [attempt, started]]))).toEqual(
        new Map([
          [given.id, [2, null]],
          [long.id, [1, null]],
        ]),
      )
    })

    test('gives each execution to one of many', async () => {
      const executions = Array.from({ length: 60 }, () =>
        execution({ status: 'queued', owner: null, leaseUntil: null }),
      )
      await db.hot.commit({ ...emptyBatch, executions })
      const claims = await Promise.all(
        [1, 2, 3, 4].map((n) =>
          db.hot.claimReady({
            owner: `worker-${n}`,
            leaseUntil: 2,
            now: 1,
            shares: [{ flowId: 'flow', most: 20 }],
          }),
        ),
      )
      const ids = claims.flat().map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    })

    test('wakes a waiting execution by name, once', async () => {
      const run = execution()
      await db.hot.commit({ ...emptyBatch, executions: [run] })
      await db.hot.commit({
        ...emptyBatch,
        updates: [update(run.id, { status: 'waiting', finishedAt: null })],
      })
      expect(await db.hot.claim({ owner: 'worker-2', leaseUntil: 9, now: 8, limit: 5 })).toEqual([])
      const take = { owner: 'worker-2', leaseUntil: 9_000, now: 8, executionIds: [run.id, newId()] }
      expect(await db.hot.take(take)).toMatchObject([{ id: run.id, previousStatus: 'waiting', attempt: 2 }])
      expect(await db.hot.take({ ...take, owner: 'worker-3' })).toEqual([])
    })

    test('is kept by renewing it', async () => {
      const runs = [
        execution({ leaseUntil: 10 }),
        execution({ leaseUntil: 10 }),
        execution({ owner: 'other' }),
      ]
      await db.hot.commit({ ...emptyBatch, executions: runs })
      const held = await db.hot.renew({ owner: 'worker-1', leaseUntil: 9_000, now: 20 })
      expect(new Map(held.map(({ id, attempt }) => [id, attempt]))).toEqual(
        new Map(runs.slice(0, 2).map(({ id }) => [id, 1])),
      )
      expect(await db.hot.claim({ owner: 'worker-2', leaseUntil: 9_000, now: 1_000, limit: 10 })).toEqual([])
    })
  })

  describeGroupCommit(() => db)
  describeLines(() => db)

  test('loses no acknowledged commit to kill -9', async () => {
    await db.close()
    const child = startWriter(config)
    const acknowledged: string[] = []
    child.on('message', (ids: string[]) => acknowledged.push(...ids))
    await waitUntil(() => acknowledged.length > 300, child)
    child.kill('SIGKILL')
    await once(child, 'exit')

    db = await openDatabase(config)
    const rows = await db.kysely.selectFrom('events').select('id').execute()
    const stored = new Set(rows.map(({ id }) => id))
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
    const orphans = await db.kysely
      .selectFrom('executions')
      .leftJoin('journal_entries', 'journal_entries.execution_id', 'executions.id')
      .where('journal_entries.entry', 'is', null)
      .select('executions.id')
      .execute()
    expect(orphans).toEqual([])
    expect(await count('executions')).toBe(stored.size)
  })
}

/** Starts a process that commits without end and sends the ids of what was acknowledged. */
export function startWriter(config: DatabaseConfig): ChildProcess {
  return fork(new URL('./contract-child.ts', import.meta.url), [JSON.stringify(config)], {
    execArgv: ['--conditions=source'],
    silent: true,
  })
}

export async function waitUntil(condition: () => boolean, child: ChildProcess): Promise<void> {
  let output = ''
  child.stderr?.on('data', (data) => (output += String(data)))
  while (!condition()) {
    if (child.exitCode !== null) throw new Error(`The child ended early: ${output}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
