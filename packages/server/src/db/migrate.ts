import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

export interface Migration {
  number: number
  name: string
  sql: string
  /** SHA-256 of the file, hexadecimal. */
  checksum: string
}

export interface AppliedMigration {
  number: number
  name: string
  checksum: string
}

/** What an engine must do for its migrations. The caller holds the lock that keeps other processes from migrating. */
export interface MigrationTarget {
  /** Creates `schema_migrations` if need be, and lists it. */
  listApplied(): Promise<AppliedMigration[]>
  /** Runs the script and records it, in one transaction. */
  apply(migration: Migration): Promise<void>
}

/** SQL that creates the record; the same for both engines. */
export const createMigrationsTable = `create table if not exists schema_migrations (
  number integer primary key, name text not null, checksum text not null, applied_at bigint not null)`

/**
 * Brings the schema up to date.
 *
 * @throws {Error} naming the number, when an applied migration was edited, is missing from the folder, or belongs to a
 *   newer version of Keyway.
 */
export async function migrate(target: MigrationTarget, migrations: readonly Migration[]): Promise<void> {
  const applied = await target.listApplied()
  const newest = migrations.at(-1)?.number ?? 0
  const byNumber = new Map(migrations.map((migration) => [migration.number, migration]))
  for (const { number, name, checksum } of applied) {
    const migration = byNumber.get(number)
    const label = `${String(number).padStart(4, '0')} (${name})`
    if (migration === undefined) {
      throw new Error(
        number > newest
          ? `The database has migration ${label}, but this version of Keyway ends at ${newest}. Start the version that wrote it, or a newer one.`
          : `The database has migration ${label}, but this installation lacks its file. Install Keyway again.`,
      )
    }
    if (migration.checksum !== checksum) {
      throw new Error(
        `Migration ${label} was changed after it had been applied. Restore the original file, and put the change into a new migration.`,
      )
    }
  }
  const done = new Set(applied.map(({ number }) => number))
  const last = Math.max(0, ...done)
  for (const migration of migrations) {
    if (done.has(migration.number)) continue
    if (migration.number < last) {
      throw new Error(
        `Migration ${migration.number} (${migration.name}) is new, but the database already has ${last}. Give it a number after that.`,
      )
    }
    await target.apply(migration)
  }
}

/** Reads `0001_name.sql`, `0002_…` from a folder, in order. Numbers must not leave gaps. */
export async function readMigrations(folder: URL): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file, index) => {
      const [, digits, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? []
      if (digits === undefined || name === undefined || Number(digits) !== index + 1) {
        throw new Error(
          `Found the migration file "${file}" at place ${index + 1}. Name it ${String(index + 1).padStart(4, '0')}_name.sql.`,
        )
      }
      const sql = await readFile(new URL(file, folder), 'utf8')
      // Git may have checked the file out with other line ends.
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
      return { number: Number(digits), name, sql, checksum }
    }),
  )
}

/** What an engine throws when a migration's SQL does not run. */
export function migrationFailed({ number, name }: Migration, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Error(`Migration ${number} (${name}) failed: ${reason}`, { cause })
}
