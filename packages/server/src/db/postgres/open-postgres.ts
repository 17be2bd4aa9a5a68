import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types, type ClientBase } from 'pg'
import type { PostgresDatabase } from '../database.ts'
import {
  createMigrationsTable,
  migrate,
  migrationFailed,
  readMigrations,
  type MigrationTarget,
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
export const shippedMigrations = new URL('../migrations/postgres/', import.meta.url)

/**
 * Connects to a PostgreSQL database and brings its schema up to date. Processes that start together wait for each other.
 *
 * @throws {Error} when the server cannot be reached, or the schema does not fit this version.
 */
export async function openPostgres(url: string, folder = shippedMigrations): Promise<PostgresDatabase> {
  const settings = { connectionString: url, application_name: 'keyway', types: { getTypeParser } }
  const pool = new Pool({ ...settings, max: 10 })
  // The statements of a batch are sent without waiting for the answers of those before. Connections of their own: nothing
  // else that asks the database keeps a batch waiting.
  const hotPool = new Pool({ ...settings, max: hotConnections, pipeline: true })
  outliveConnections(pool)
  outliveConnections(hotPool)
  // Where this fails, what comes behind it fails, too.
  hotPool.on('connect', (client) => void client.query(planByIndex).catch(() => {}))
  try {
    await withSetupLock(pool, async (client) => {
      await refuseUnfinishedMove(client)
      await migrate(createMigrationTarget(client), await readMigrations(folder))
    })
  } catch (error) {
    await Promise.all([pool.end(), hotPool.end()])
    throw error
  }
  const jobWriter: PostgresDatabase['jobWriter'] = { current: null }
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return {
    kind: 'postgres',
    kysely,
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
      const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
        'select number, name, checksum from schema_migrations order by number',
      )
      return rows
    },
    async apply(migration) {
      const { number, name, checksum, sql } = migration
      await client.query('begin')
      try {
        await client.query(sql)
        await client.query(
          'insert into schema_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)',
          [number, name, checksum, Date.now()],
        )
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw migrationFailed(migration, error)
      }
    },
  }
}
