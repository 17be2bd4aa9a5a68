import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types, type ClientBase } from 'pg'
import type { PostgresDatabase, PostgresLimits } from '../database.ts'
import {
  createMigrationsTable,
  listMigrationsSql,
  migrate,
  migrationFailed,
  neighbourSilenceMs,
  readMigrations,
  type AppliedMigration,
  type MigrationTarget,
  type Neighbour,
} from '../migrate.ts'
import type { Schema } from '../schema.ts'
import { createPostgresHotStore } from './hot-store.ts'
import { outliveConnections } from './outlive-connections.ts'
import { withSetupLock } from './setup-lock.ts'
import { refuseUnfinishedMove } from './unfinished-move.ts'

/** Batches that one process writes at the same time. */
const hotConnections = 4
/**
 * A batch finds its few rows by index, however small the tables were when its statements were planned: the plans are
 * kept, and what reads a whole table would grow with it.
 */
const planByIndex =
  'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off'

/** A process that is stopped in the middle of a transaction must not hold up all others for long. */
const idleInTransactionMs = 30_000
/** A server that does not answer is down. */
const connectMs = 30_000
const standardLimits: PostgresLimits = { connections: 10, statementSeconds: 60 }

export const shippedMigrations = new URL('../migrations/postgres/', import.meta.url)

/**
 * Connects to a PostgreSQL database and brings its schema up to date. Processes that start together wait for each other.
 *
 * @throws {Error} when the server cannot be reached, or the schema does not fit this version.
 */
export async function openPostgres(
  url: string,
  { folder = shippedMigrations, limits = {} }: { folder?: URL; limits?: Partial<PostgresLimits> } = {},
): Promise<PostgresDatabase> {
  const { connections = standardLimits.connections, statementSeconds = standardLimits.statementSeconds } =
    limits
  const settings = {
    connectionString: url,
    application_name: 'keyway',
    types: { getTypeParser },
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementSeconds * 1000,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
  }
  const pool = new Pool({ ...settings, max: connections })
  // The statements of a batch are sent without waiting for the answers of those before. Connections of their own: nothing
  // else that asks the database keeps a batch waiting.
  const hotPool = new Pool({ ...settings, max: hotConnections, pipeline: true })
  outliveConnections(pool)
  outliveConnections(hotPool)
  // Where this fails, what comes behind it fails, too.
  hotPool.on('connect', (client) => void client.query(planByIndex).catch(() => {}))
  let schemaKnown: number
  try {
    schemaKnown = await withSetupLock(pool, async (client) => {
      await refuseUnfinishedMove(client)
      return migrate(createMigrationTarget(client), await readMigrations(folder))
    })
  } catch (error) {
    await Promise.all([pool.end(), hotPool.end()])
    throw error
  }
  const jobWriter: PostgresDatabase['jobWriter'] = { current: null }
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return {
    kind: 'postgres',
    schemaKnown,
    kysely,
    background: kysely,
    hot: createPostgresHotStore({ pool, hotPool, jobWriter }),
    pool,
    jobWriter,
    async close() {
      // Kysely ends the pool only if it ever ran a query.
      await kysely.destroy()
      if (!pool.ending) await pool.end()
      await hotPool.end()
    },
  }
}

/** 64-bit integers are times and sequence numbers here, far below 2^53. */
export function getTypeParser(...[oid, format]: Parameters<typeof types.getTypeParser>): unknown {
  return oid === types.builtins.INT8 && format !== 'binary' ? Number : types.getTypeParser(oid, format)
}

/** Applies migrations over one connection. */
export function createMigrationTarget(client: ClientBase): MigrationTarget {
  return {
    async listApplied() {
      await client.query(createMigrationsTable)
      const { rows } = await client.query<AppliedMigration>(listMigrationsSql)
      return rows
    },
    async listNeighbours() {
      const { rows: found } = await client.query<{ isThere: boolean }>(
        `select to_regclass('processes') is not null as "isThere"`,
      )
      if (found[0]?.isThere !== true) return []
      const { rows } = await client.query<Neighbour>(
        `select role || ' ' || host || ' ' || pid as name, schema_known as known from processes where seen_at > $1 order by 1`,
        [Date.now() - neighbourSilenceMs],
      )
      return rows
    },
    async apply(migration) {
      const { number, name, checksum, sql, needs } = migration
      await client.query('begin')
      try {
        await client.query(sql)
        await client.query(
          'insert into schema_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)',
          [number, name, checksum, Date.now()],
        )
        if (needs > 0) {
          await client.query('insert into schema_contracts (number, needs) values ($1, $2)', [number, needs])
        }
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw migrationFailed(migration, error)
      }
    },
  }
}
