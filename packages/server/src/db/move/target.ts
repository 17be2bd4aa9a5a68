import { Client, type ClientBase } from 'pg'
import { migrate, readMigrations } from '../migrate.ts'
import { createMigrationTarget, getTypeParser, shippedMigrations } from '../postgres/open-postgres.ts'
import { setupLock } from '../postgres/setup-lock.ts'
import { movesTable } from '../postgres/unfinished-move.ts'
import { createDigester, type Digest, type Value } from './digest.ts'
import { movedTables, otherTables } from './moved-tables.ts'
import type { Position } from './source.ts'

const applicationName = 'keyway move'

/** How far the copy of a table is. */
export interface TableState {
  position: Position | null
  rows: number
  isDone: boolean
}

/** The PostgreSQL database that is moved into. One connection does everything, under the lock that keeps others out. */
export interface MoveTarget {
  client: Client
  /** Where a table stands; undefined before its first rows. */
  state: (table: string) => Promise<TableState | undefined>
  /** Writes rows and how far the table is with them, in one transaction. */
  write: (batch: TableBatch) => Promise<void>
  count: (table: string) => Promise<number>
  digest: (table: string, columns: readonly string[], onRows: (count: number) => void) => Promise<Digest>
  /** Lets what the database numbers itself go on where the source stood. */
  restartNumbers: (highest: (table: string, column: string) => number) => Promise<void>
  /** Forgets how far the move is: from then on servers start here. */
  finish: () => Promise<void>
  close: () => Promise<void>
}

export interface TableBatch {
  table: string
  columns: readonly string[]
  rows: readonly (readonly Value[])[]
  state: TableState
}

export interface TargetOptions {
  url: string
  /** Tells installations apart; a move goes on only from the one that it began with. */
  sourceId: string
  /** Look at what a finished move left, and write nothing. */
  readOnly: boolean
}

/**
 * Connects to the target and makes sure that it may be moved into: nothing is in it yet, or an unfinished move from the
 * same source is.
 *
 * @throws {Error} when a Keyway runs on it, it holds anything else, or its schema is of another version.
 */
export async function openTarget({ url, sourceId, readOnly }: TargetOptions): Promise<MoveTarget> {
  const client = new Client({
    connectionString: url,
    application_name: applicationName,
    types: { getTypeParser },
  })
  // A connection that breaks fails the statement that runs on it.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
    await keepOthersOut(client)
    const found = await describe(client)
    if (readOnly) checkFinished(found)
    else await prepare(client, { found, sourceId })
    return createTarget(client)
  } catch (error) {
    await client.end()
    throw error
  }
}

/** Processes that start wait for this lock, and it ends with this connection. */
async function keepOthersOut(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    setupLock,
  ])
  if (rows[0]?.locked !== true) {
    throw new Error(
      'Another Keyway starts on the target database, or moves into it, at this moment. Stop it first.',
    )
  }
  const running = await client.query<{ count: number }>(
    `select count(*) as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and application_name like 'keyway%'`,
  )
  const count = running.rows[0]?.count ?? 0
  if (count > 0) {
    throw new Error(
      `A Keyway runs on the target database (${count} connections). Stop every server and worker that uses it.`,
    )
  }
}

interface Found {
  tables: string[]
  hasJobs: boolean
  /** Number and checksum of each. */
  applied: string[]
  wanted: string[]
}

async function describe(client: ClientBase): Promise<Found> {
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`,
  )
  const tables = rows.map(({ name }) => name)
  const boss = await client.query(`select 1 from information_schema.schemata where schema_name = 'pgboss'`)
  const applied = tables.includes('schema_migrations')
    ? await client.query<{ number: number; checksum: string }>(
        'select number, checksum from schema_migrations order by number',
      )
    : { rows: [] }
  const migrations = await readMigrations(shippedMigrations)
  const toLine = ({ number, checksum }: { number: number; checksum: string }): string =>
    `${number} ${checksum}`
  return {
    tables,
    hasJobs: boss.rows.length > 0,
    applied: applied.rows.map(toLine),
    wanted: migrations.map(toLine),
  }
}

function checkFinished({ tables, applied, wanted }: Found): void {
  if (tables.includes(movesTable)) {
    throw new Error('The move into the target is not finished. Run "keyway move" again without --verify.')
  }
  if (applied.join() !== wanted.join()) {
    throw new Error(
      'The target does not have the schema of this version of Keyway, so there is nothing to compare.',
    )
  }
}

async function prepare(
  client: ClientBase,
  { found, sourceId }: { found: Found; sourceId: string },
): Promise<void> {
  const { tables, applied, wanted } = found
  if (!tables.includes(movesTable)) {
    await checkEmpty(client, found)
    // First of all: from here on no server starts on a database that is half full.
    await client.query(`create table ${movesTable} (table_name text primary key, position text, row_count bigint not null,
        is_done boolean not null, source text not null);
      insert into ${movesTable} values ('', null, 0, false, '${sourceId}')`)
  }
  const { rows } = await client.query<{ source: string }>(
    `select source from ${movesTable} where table_name = ''`,
  )
  if (rows[0]?.source !== sourceId) {
    throw new Error(
      'The target holds an unfinished move from another data directory. Go on with that one, or give an empty database.',
    )
  }
  if (applied.some((line, index) => line !== wanted[index])) throw otherVersion()
  await migrate(createMigrationTarget(client), await readMigrations(shippedMigrations))
}

async function checkEmpty(client: ClientBase, { tables, hasJobs, applied, wanted }: Found): Promise<void> {
  const known: readonly string[] = [...movedTables, ...Object.keys(otherTables)]
  const strange = tables.filter((table) => !known.includes(table))
  if (strange.length > 0) {
    throw new Error(
      `The target database has tables that are not this Keyway's: ${strange.slice(0, 5).join(', ')}. Give an empty database.`,
    )
  }
  if (tables.length > 0 && applied.join() !== wanted.join()) throw otherVersion()
  for (const table of tables.filter((name) => name !== 'schema_migrations')) {
    const { rows } = await client.query(`select 1 from "${table}" limit 1`)
    if (rows.length > 0) {
      throw new Error(
        `The target database is not empty: the table ${table} has rows, for example because a Keyway was started on it. Give an empty database.`,
      )
    }
  }
  if (hasJobs) {
    throw new Error(
      'The target database has a schema "pgboss" already: jobs of something else, or of a Keyway that was started on it. Give an empty database.',
    )
  }
}

function otherVersion(): Error {
  return new Error(
    'The target has the schema of another version of Keyway. Give an empty database, or use the version that made it.',
  )
}

function createTarget(client: Client): MoveTarget {
  return {
    client,
    async state(table) {
      const { rows } = await client.query<{ position: string | null; row_count: number; is_done: boolean }>(
        `select position, row_count, is_done from ${movesTable} where table_name = $1`,
        [table],
      )
      const [row] = rows
      if (row === undefined) return undefined
      // Written by `write`.
      const position = row.position === null ? null : (JSON.parse(row.position) as Position)
      return { position, rows: row.row_count, isDone: row.is_done }
    },
    write: (batch) => inTransaction(client, () => writeBatch(client, batch)),
    async count(table) {
      const { rows } = await client.query<{ count: number }>(`select count(*) as count from "${table}"`)
      return rows[0]?.count ?? 0
    },
    digest: (table, columns, onRows) => digestTable(client, { table, columns, onRows }),
    async restartNumbers(highest) {
      const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
        `select table_name as table, column_name as column, pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
          from information_schema.columns where table_schema = current_schema() and is_identity = 'YES'`,
      )
      for (const { table, column, sequence } of rows) {
        const last = highest(table, column)
        await client.query('select setval($1, $2, $3)', [sequence, Math.max(last, 1), last > 0])
      }
      await client.query('analyze')
    },
    async finish() {
      await client.query(`drop table ${movesTable}`)
    },
    close: () => client.end(),
  }
}

/** Runs statements of one connection in a transaction. */
export async function inTransaction(client: ClientBase, task: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await task()
    await client.query('commit')
  } catch (error) {
    // The first error says what is wrong, also where the connection is gone.
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function writeBatch(client: ClientBase, { table, columns, rows, state }: TableBatch): Promise<void> {
  if (rows.length > 0) {
    const names = columns.map((name) => `"${name}"`).join(', ')
    const items = rows.map((row) =>
      Object.fromEntries(columns.map((name, at) => [name, toJson(row[at] ?? null)])),
    )
    await client.query(
      `insert into "${table}" (${names}) overriding system value
        select ${names} from json_populate_recordset(null::"${table}", $1::json)`,
      [JSON.stringify(items)],
    )
  }
  await keepState(client, table, state)
}

/** Keeps how far a table is; to be called in the transaction of its rows. */
export async function keepState(client: ClientBase, table: string, state: TableState): Promise<void> {
  await client.query(
    `insert into ${movesTable} (table_name, position, row_count, is_done, source) values ($1, $2, $3, $4, '')
      on conflict (table_name) do update
        set position = excluded.position, row_count = excluded.row_count, is_done = excluded.is_done`,
    [table, state.position === null ? null : JSON.stringify(state.position), state.rows, state.isDone],
  )
}

function toJson(value: Value): null | number | string {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
}

/** Rows are fetched in steps of about this many bytes. */
const fetchBytes = 4_000_000
const mostFetched = 5_000

async function digestTable(
  client: ClientBase,
  { table, columns, onRows }: { table: string; columns: readonly string[]; onRows: (count: number) => void },
): Promise<Digest> {
  const digester = createDigester()
  const names = columns.map((name) => `"${name}"`).join(', ')
  await inTransaction(client, async () => {
    await client.query(`declare moved no scroll cursor for select ${names} from "${table}"`)
    for (let size = 50; ;) {
      const { rows } = await client.query<Value[]>({ text: `fetch ${size} from moved`, rowMode: 'array' })
      if (rows.length === 0) break
      let bytes = 1
      for (const row of rows) {
        digester.add(row)
        for (const value of row) bytes += value === null || typeof value === 'number' ? 8 : value.length
      }
      onRows(rows.length)
      const fitting = Math.floor((rows.length * fetchBytes) / bytes)
      size = Math.max(1, Math.min(mostFetched, size * 2, fitting))
    }
    await client.query('close moved')
  })
  return digester.digest()
}
