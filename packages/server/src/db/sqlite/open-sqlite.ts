import { Kysely } from 'kysely'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitListener, SqliteDatabase } from '../database.ts'
import type { HotStore } from '../hot-store.ts'
import {
  createMigrationsTable,
  listMigrationsSql,
  migrate,
  migrationFailed,
  readMigrations,
  type MigrationTarget,
} from '../migrate.ts'
import type { Schema } from '../schema.ts'
import { startCheckpoints } from './checkpoints.ts'
import { createSqliteDialect } from './dialect.ts'
import { packBatch } from './packed-batch.ts'
import { startFiling } from './filing.ts'
import { lockDirectory } from './lock.ts'
import { createWriterLock } from './writer-lock.ts'
import type { Answer, Argument } from '../../threads/calls.ts'
import type { Operations } from './protocol.ts'
import { startDatabaseThread, startWhenCalled, type DatabaseThread } from './thread.ts'

export const shippedMigrations = new URL('../migrations/sqlite/', import.meta.url)

export interface SqliteOptions {
  migrations?: URL
  /** How long a writer waits for its turn. Far above any commit, and above the busy time of a slow disk. */
  longestWaitMs?: number
}

/**
 * Opens the store in a data directory, and creates it when it is missing.
 *
 * @throws {Error} when another process has it open, or its schema does not fit this version.
 */
export async function openSqlite(
  directory: string,
  { migrations = shippedMigrations, longestWaitMs = 30_000 }: SqliteOptions = {},
): Promise<SqliteDatabase> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const unlock = lockDirectory(directory)
  const file = join(directory, 'keyway.db')
  const writer = startDatabaseThread({ file, role: 'writer' })
  let schemaKnown: number
  try {
    schemaKnown = await migrate(createTarget(writer), await readMigrations(migrations))
    // Nobody else can be alive in here, so whatever is leased belonged to a process that has ended.
    await writer.call(
      'script',
      `update executions set owner = null, lease_until = null
        where status in ('queued', 'running') and owner is not null`,
    )
  } catch (error) {
    await writer.close()
    unlock()
    throw error
  }

  const reader = startDatabaseThread({ file, role: 'reader' })
  const backgroundReader = startWhenCalled(() => startDatabaseThread({ file, role: 'reader' }))
  const writerLock = createWriterLock(longestWaitMs)
  const listeners = new Set<CommitListener>()
  const checkpoints = startCheckpoints({ writer, reader, writerLock })
  const committed = (queues: readonly string[] = []): void => {
    checkpoints.noteCommit()
    for (const listener of listeners) listener(queues)
  }

  /** A hot operation is one request: several may be on their way to the writer. */
  async function write<Name extends keyof Operations>(
    name: Name,
    argument: Argument<Operations, Name>,
  ): Promise<Answer<Operations, Name>> {
    const release = await writerLock.shared()
    try {
      const answer = await writer.call(name, argument)
      checkpoints.noteCommit()
      return answer
    } finally {
      release()
    }
  }

  const filing = startFiling(() => write('fileParties', undefined))
  const hot: HotStore = {
    async commit(batch) {
      const result = await write('commit', packBatch(batch))
      committed(batch.jobs.map(({ job }) => job.queue))
      filing.note(batch.events.length)
      return result
    },
    claim: (claim) => write('claim', claim),
    readyFlows: (range) => reader.call('readyFlows', range),
    claimReady: (claim) => write('claimReady', claim),
    take: (claim) => write('take', claim),
    renew: (claim) => write('renew', claim),
    journal: (range) => reader.call('journal', range),
    snapshots: (executionId) => reader.call('snapshots', executionId),
  }
  const open = (through: DatabaseThread): Kysely<Schema> =>
    new Kysely<Schema>({
      dialect: createSqliteDialect({
        writer,
        reader: through,
        writerLock,
        committed,
        settle: filing.settle,
      }),
    })
  const kysely = open(reader)
  const background = open(backgroundReader)
  return {
    kind: 'sqlite',
    file,
    schemaKnown,
    kysely,
    background,
    hot,
    write,
    read: (name, argument) => reader.call(name, argument),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      checkpoints.stop()
      // What cannot be filed now is filed after the next start.
      await filing.finish().catch(() => undefined)
      const release = await writerLock.alone()
      await Promise.all([kysely.destroy(), background.destroy()])
      await Promise.all([reader.close(), backgroundReader.close()])
      // The last connection to close writes the log back and deletes it.
      await writer.close()
      unlock()
      release()
    },
  }
}

function createTarget(writer: DatabaseThread): MigrationTarget {
  return {
    async listApplied() {
      await writer.call('script', createMigrationsTable)
      const { rows } = await writer.call('query', {
        sql: listMigrationsSql,
        parameters: [],
      })
      return rows.map(({ number, name, checksum, needs }) => ({
        number: Number(number),
        name: String(name),
        checksum: String(checksum),
        needs: Number(needs),
      }))
    },
    // The data directory is locked: nobody else is there.
    listNeighbours: () => Promise.resolve([]),
    async apply(migration) {
      const { number, name, checksum, sql, needs } = migration
      await writer.call('script', 'begin immediate')
      try {
        await writer.call('script', sql)
        await writer.call('query', {
          sql: 'insert into schema_migrations (number, name, checksum, applied_at) values (?, ?, ?, ?)',
          parameters: [number, name, checksum, Date.now()],
        })
        if (needs > 0) {
          await writer.call('query', {
            sql: 'insert into schema_contracts (number, needs) values (?, ?)',
            parameters: [number, needs],
          })
        }
        await writer.call('script', 'commit')
      } catch (error) {
        await writer.call('script', 'rollback')
        throw migrationFailed(migration, error)
      }
    },
  }
}
