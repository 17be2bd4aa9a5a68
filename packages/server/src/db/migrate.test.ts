import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import type { Database } from './database.ts'
import { openPostgres } from './postgres/open-postgres.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

let postgres: TestPostgres
const directories = createDirectories()
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
  directories.remove()
})

function writeMigrations(files: Record<string, string>): URL {
  const folder = join(directories.create(), 'migrations')
  mkdirSync(folder)
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return pathToFileURL(`${folder}/`)
}

// Opening a SQLite store frees the leases of executions, so there must be some table of that name.
const first = {
  '0001_folders.sql': `create table folders (id text primary key, name text not null);
    create table executions (status text, owner text, lease_until integer);`,
}
const second = {
  '0002_more.sql': "insert into folders values ('a', 'a'); insert into folders values ('b', 'b');",
}

const third = { '0003_taken.sql': '-- contract: needs 0002\nalter table folders drop column name;' }

describe.each(['sqlite', 'postgres'] as const)('migrations on %s', (kind) => {
  let open: (files?: Record<string, string>) => Promise<Database>
  beforeEach(async () => {
    const place = kind === 'sqlite' ? directories.create() : await postgres.createEmptyDatabase()
    open = async (files) => {
      if (files === undefined) return kind === 'sqlite' ? openSqlite(place) : openPostgres(place)
      const migrations = writeMigrations(files)
      return kind === 'sqlite'
        ? openSqlite(place, { migrations })
        : openPostgres(place, { folder: migrations })
    }
  })
  const openAndClose = async (files?: Record<string, string>) => (await open(files)).close()

  test('run once each, in order', async () => {
    await openAndClose(first)
    await openAndClose({ ...first, ...second })
    const db = await open({ ...first, ...second })
    expect(await db.kysely.selectFrom('folders').selectAll().execute()).toHaveLength(2)
    const applied = await db.kysely.selectFrom('schema_migrations').selectAll().orderBy('number').execute()
    expect(applied.map(({ number, name }) => [number, name])).toEqual([
      [1, 'folders'],
      [2, 'more'],
    ])
    await db.close()
  })

  test('are refused when an old one was edited', async () => {
    await openAndClose(first)
    const edited = { '0001_folders.sql': `${first['0001_folders.sql']} -- harmless?` }
    await expect(open(edited)).rejects.toThrow('Migration 0001 (folders) was changed')
  })

  test('may have other line ends', async () => {
    await openAndClose({ '0001_folders.sql': `-- one\n${first['0001_folders.sql']}\n` })
    await openAndClose({ '0001_folders.sql': `-- one\r\n${first['0001_folders.sql']}\r\n` })
  })

  test('may be newer, as long as they only added: an older version goes on working', async () => {
    await openAndClose({ ...first, ...second })
    const db = await open(first)
    expect(await db.kysely.selectFrom('folders').selectAll().execute()).toHaveLength(2)
    expect(db.schemaKnown).toBe(1)
    await db.close()
  })

  test('are refused to versions that use what a newer one took away', async () => {
    await openAndClose({ ...first, ...second, ...third })
    await expect(open(first)).rejects.toThrow(
      'has migration 0003 (taken), which needs processes that know migration 2; this version of Keyway ends at 1',
    )
    await openAndClose({ ...first, ...second })
  })

  test('are refused when numbers are missing or files have other names', async () => {
    await expect(open(second)).rejects.toThrow('"0002_more.sql" at place 1')
    await expect(open({ ...first, 'notes.sql': '' })).rejects.toThrow('"notes.sql" at place 2')
  })

  test('leave nothing behind when one fails, and go on once it is mended', async () => {
    const broken = {
      '0002_more.sql': "insert into folders values ('a', 'a'); insert into nowhere values (1);",
    }
    await expect(open({ ...first, ...broken })).rejects.toThrow(/Migration 2 \(more\) failed: .*nowhere/)
    const db = await open({ ...first, ...second })
    expect(await db.kysely.selectFrom('folders').selectAll().execute()).toHaveLength(2)
    await db.close()
  })
})

test('processes that start together on PostgreSQL migrate once', async () => {
  const url = await postgres.createEmptyDatabase()
  const opened = await Promise.all([1, 2, 3].map(() => openPostgres(url)))
  const applied = await opened[0]?.kysely.selectFrom('schema_migrations').selectAll().execute()
  const numbers = applied?.map(({ number }) => number) ?? []
  expect(numbers).toEqual(numbers.map((_, at) => at + 1))
  expect(numbers).not.toEqual([])
  await Promise.all(opened.map((db) => db.close()))
})

test('a migration that takes something away waits until no process uses it', async () => {
  const url = await postgres.createEmptyDatabase()
  const there = `create table processes (id text, role text, host text, pid integer, schema_known integer, seen_at bigint);`
  const files = { '0001_folders.sql': `${first['0001_folders.sql']} ${there}`, ...second }
  const db = await openPostgres(url, { folder: writeMigrations(files) })
  const old = { role: 'worker', host: 'a', pid: 7, schema_known: 1 } as const
  const add = (id: string, seen_at: number) =>
    db.pool.query(`insert into processes values ($1, $2, $3, $4, $5, $6)`, [
      id,
      ...Object.values(old),
      seen_at,
    ])
  await add('silent', Date.now() - 3_600_000)
  await add('alive', Date.now())
  const contract = writeMigrations({ ...files, ...third })
  await expect(openPostgres(url, { folder: contract })).rejects.toThrow(
    'Migration 0003 (taken) takes away what older processes use, and they still run: worker a 7 (knows up to 1).',
  )
  await db.pool.query(`delete from processes where id = 'alive'`)
  await (await openPostgres(url, { folder: contract })).close()
  await db.close()
})

test('both engines end with the same tables', async () => {
  const own = new Set(['jobs', 'dead_letters', 'unfiled_parties'])
  const numbers = new Set(['seq', 'number'])
  const describeTables = async (db: Database) => {
    const tables = await db.kysely.introspection.getTables()
    await db.close()
    return tables
      .filter(({ name }) => !own.has(name))
      .map(({ name, columns }) => ({
        name,
        columns: columns
          // SQLite calls its row numbers nullable, because null asks for the next one.
          .map((column) => (column.isNullable && !numbers.has(column.name) ? `${column.name}?` : column.name))
          .toSorted(),
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name))
  }
  const onPostgres = await describeTables(await openPostgres(await postgres.createEmptyDatabase()))
  const onSqlite = await describeTables(await openSqlite(directories.create()))
  expect(onSqlite.length).toBeGreaterThan(15)
  expect(onSqlite).toEqual(onPostgres)
})
