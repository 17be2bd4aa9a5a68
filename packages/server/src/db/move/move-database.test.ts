import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from 'pg'
import { newJob, type QueueDefinition } from '../../jobs/job.ts'
import { openJobs } from '../../jobs/open-jobs.ts'
import { createDirectories } from '../../testing/directories.ts'
import { startPostgres, type TestPostgres } from '../../testing/postgres.ts'
import { openPostgres } from '../postgres/open-postgres.ts'
import { openSqlite } from '../sqlite/open-sqlite.ts'
import { moveDatabase, type MoveOptions } from './move-database.ts'
import { movedTables, otherTables } from './moved-tables.ts'

const directories = createDirectories()
let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
  directories.remove()
})

const common = {
  retry: { limit: 0, delayMs: 1_000, backoff: 'fixed' as const, maxDelayMs: 1_000 },
  expireInMs: 60_000,
  heartbeatMs: null,
}
const queues: QueueDefinition[] = [
  { ...common, name: 'plain', ordered: false },
  { ...common, name: 'lined', ordered: true },
]
const [plain, lined] = queues
const openQueues = { queues, onError: () => {}, superviseMs: 60_000 }

function move(options: Pick<MoveOptions, 'from' | 'to'> & Partial<MoveOptions>) {
  return moveDatabase({ verifyOnly: false, queues, onProgress: () => {}, ...options })
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function createSource(): Promise<string> {
  const directory = directories.create()
  await (await openSqlite(directory)).close()
  return directory
}

const rowsOfEach = 7

/** Puts rows into every table, whatever its columns are. Row n of a table refers to row n of others. */
function fillEveryTable(directory: string): void {
  const db = new DatabaseSync(join(directory, 'keyway.db'))
  for (const table of movedTables) {
    const columns = db.prepare('select name, type from pragma_table_info(?)').all(table)
    const names = columns.map(({ name }) => `"${String(name)}"`).join(', ')
    const insert = db.prepare(
      `insert into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`,
    )
    const references = new Set(
      db
        .prepare('select "from" as name from pragma_foreign_key_list(?)')
        .all(table)
        .map(({ name }) => name),
    )
    for (let row = 1; row <= rowsOfEach; row += 1) {
      insert.run(
        ...columns.map(({ name, type }) => {
          if (type === 'INTEGER') return row
          if (type === 'BLOB') return Buffer.from([0, row, 255, 92])
          const isKey = name === 'id' || references.has(name ?? null)
          return isKey ? `id ${row} ä` : `${table} ${row} \\u0000 "é\\ud83d" \n\t\\x41 🙂`
        }),
      )
    }
  }
  db.close()
}

test('every table that the migrations make is known to the move, and referred to only by later ones', async () => {
  const known = [...movedTables, ...Object.keys(otherTables)].toSorted()
  const directory = await createSource()
  const db = new DatabaseSync(join(directory, 'keyway.db'), { readOnly: true })
  const tables = db
    .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!'`)
    .all()
  db.close()
  expect(tables.map(({ name }) => String(name)).toSorted()).toEqual(known)

  const url = await postgres.createDatabase()
  const own = await query(
    url,
    `select table_name from information_schema.tables where table_schema = 'public'`,
  )
  expect(own.map((row) => String(row['table_name'])).toSorted()).toEqual(
    known.filter((name) => !['jobs', 'dead_letters', 'unfiled_parties'].includes(name)),
  )
  const references = await query(
    url,
    `select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint where contype = 'f'`,
  )
  const order: readonly unknown[] = movedTables
  for (const { child, parent } of references) {
    expect(order.indexOf(parent), `${String(parent)} before ${String(child)}`).toBeLessThan(
      order.indexOf(child),
    )
  }
})

test('a move that is cut off again and again ends with all rows, jobs and dead letters, each once', async () => {
  const from = await createSource()
  fillEveryTable(from)
  if (plain === undefined || lined === undefined) throw new Error('Expected two queues.')
  const sqlite = await openSqlite(from)
  const jobs = await openJobs(sqlite, openQueues)
  await jobs.enqueue(sqlite.kysely, [newJob(plain, { dies: true })])
  await jobs.work('plain', { concurrency: 1, batchSize: 1 }, () => Promise.reject(new Error('It says "no".')))
  await expect.poll(() => jobs.deadLetters('plain')).toHaveLength(1)
  const [dead] = await jobs.deadLetters('plain')
  await jobs.stop()
  const due = Date.now() + 3_600_000
  const kept = [
    newJob(plain, { b: [1, null], a: 'ü' }, { startAfter: due, priority: 3 }),
    newJob(lined, 'first', { orderKey: 'k' }),
    newJob(lined, 'second', { orderKey: 'k' }),
  ]
  const again = await openJobs(sqlite, openQueues)
  await again.enqueue(sqlite.kysely, kept)
  await again.stop()
  await sqlite.close()

  const to = await postgres.createEmptyDatabase()
  let cuts = 0
  // Each run gets one step further than the one before.
  for (;;) {
    let steps = 0
    const cut = (): void => {
      steps += 1
      if (steps > 3) throw new Error('cut off')
    }
    try {
      await move({ from, to, onProgress: ({ phase }) => (phase === 'copy' ? cut() : undefined) })
      break
    } catch (error) {
      expect(String(error)).toContain('cut off')
      cuts += 1
      await expect(openPostgres(to)).rejects.toThrow('unfinished move')
    }
  }
  expect(cuts).toBeGreaterThan(5)

  const verified = await move({ from, to, verifyOnly: true })
  expect(verified.isEqual).toBe(true)
  expect(verified.tables).toContainEqual(
    expect.objectContaining({ table: 'event_keys', target: expect.objectContaining({ rows: rowsOfEach }) }),
  )
  expect(verified.tables.find(({ table }) => table === 'jobs')?.target.rows).toBe(3)
  expect(verified.tables.find(({ table }) => table === 'dead_letters')?.target.rows).toBe(1)

  const database = await openPostgres(to)
  const there = await openJobs(database, openQueues)
  expect(await there.deadLetters('plain')).toEqual([dead])
  const seen: unknown[] = []
  await there.work('lined', { concurrency: 1, batchSize: 10 }, (job) => {
    seen.push(job.payload)
    return Promise.resolve()
  })
  await expect.poll(() => seen).toEqual(['first', 'second'])
  const { seq } = await database.kysely
    .insertInto('audit_log')
    .values({ at: 1, actor: 'a', action: 'b', target: null, detail: null })
    .returning('seq')
    .executeTakeFirstOrThrow()
  expect(seq).toBe(rowsOfEach + 1)
  await there.stop()
  await database.close()

  // What happened on the new side since then is a difference.
  expect((await move({ from, to, verifyOnly: true })).isEqual).toBe(false)
})

test('a row that differs is found, and the database stays closed', async () => {
  const from = await createSource()
  fillEveryTable(from)
  const to = await postgres.createEmptyDatabase()
  const stop = new Error('stop')
  await expect(
    move({
      from,
      to,
      onProgress: ({ phase }) => {
        if (phase === 'verify') throw stop
      },
    }),
  ).rejects.toBe(stop)
  await query(to, `update journal_entries set entry = entry || ' ' where position = 3`)
  const moved = await move({ from, to })
  expect(moved.isEqual).toBe(false)
  const differing = moved.tables.filter(({ source, target }) => source.sum !== target.sum)
  expect(differing.map(({ table }) => table)).toEqual(['journal_entries'])
  await expect(openPostgres(to)).rejects.toThrow('unfinished move')
})

test('nothing is moved out of or into what is in use, or holds something else', async () => {
  const from = await createSource()
  const to = await postgres.createEmptyDatabase()

  await expect(move({ from: directories.create(), to })).rejects.toThrow('no Keyway database')
  const sqlite = await openSqlite(from)
  await expect(move({ from, to })).rejects.toThrow('in use by another Keyway process')
  await sqlite.close()

  const database = await openPostgres(to)
  await database.kysely.selectFrom('settings').selectAll().execute()
  await expect(move({ from, to })).rejects.toThrow('A Keyway runs on the target database')
  await database.kysely.insertInto('settings').values({ key: 'a', value: 'b' }).execute()
  await database.close()
  await expect.poll(() => move({ from, to }).catch(String)).toContain('the table settings has rows')

  const strange = await postgres.createEmptyDatabase()
  await query(strange, 'create table orders (id int)')
  await expect(move({ from, to: strange })).rejects.toThrow("not this Keyway's: orders")

  const older = await postgres.createDatabase()
  await query(
    older,
    'delete from schema_migrations where number = (select max(number) from schema_migrations)',
  )
  await expect(move({ from, to: older })).rejects.toThrow('another version')

  const begun = await postgres.createEmptyDatabase()
  const stop = new Error('stop')
  const cut = (): never => {
    throw stop
  }
  await expect(move({ from, to: begun, onProgress: cut })).rejects.toBe(stop)
  await expect(move({ from, to: begun, verifyOnly: true })).rejects.toThrow('not finished')
  const other = await createSource()
  fillEveryTable(other)
  const db = new DatabaseSync(join(other, 'keyway.db'))
  db.exec(`insert into settings values ('vault.canary', 'another one')`)
  db.close()
  await expect(move({ from: other, to: begun })).rejects.toThrow('another data directory')

  const old = new DatabaseSync(join(from, 'keyway.db'))
  old.exec('delete from schema_migrations where number = 3')
  old.close()
  await expect(move({ from, to: begun })).rejects.toThrow('Start this version of Keyway on it once')
})
