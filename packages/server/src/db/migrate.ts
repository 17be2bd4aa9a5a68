import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

export interface Migration {
  number: number
  name: string
  sql: string
  /** SHA-256 of the file, hexadecimal. */
  checksum: string
  /**
   * For one that takes something away (first line `-- contract: needs 0017`): processes that do not know this migration
   * use what it takes. 0 for all others.
   */
  needs: number
}

export interface AppliedMigration {
  number: number
  name: string
  checksum: string
  needs: number
}

/** A process that lives beside this one, and the newest migration it knows. */
export interface Neighbour {
  name: string
  known: number
}

/** What an engine must do for its migrations. The caller holds the lock that keeps other processes from migrating. */
export interface MigrationTarget {
  /** Creates `schema_migrations` if need be, and lists it. */
  listApplied(): Promise<AppliedMigration[]>
  /** Processes that use the store now. */
  listNeighbours(): Promise<Neighbour[]>
  /** Runs the script and records it, in one transaction. */
  apply(migration: Migration): Promise<void>
}

/** SQL that creates the record; the same for both engines. What a migration needs stands apart: older stores lack it. */
export const createMigrationsTable = `create table if not exists schema_migrations (
  number integer primary key, name text not null, checksum text not null, applied_at bigint not null);
  create table if not exists schema_contracts (number integer primary key, needs integer not null)`

export const listMigrationsSql = `select m.number, m.name, m.checksum, coalesce(c.needs, 0) as needs
  from schema_migrations m left join schema_contracts c on c.number = m.number order by m.number`

/** How long a process may be silent and still count as one that uses the store. */
export const neighbourSilenceMs = 60_000

/**
 * Brings the schema up to date. A newer schema is good enough as long as nothing was taken away that this version uses.
 *
 * @returns The newest migration that this version knows.
 * @throws {Error} naming the number, when an applied migration was edited or is missing from the folder, when the schema
 *   lacks what this version uses, or when a migration would take away what a living process uses.
 */
export async function migrate(target: MigrationTarget, migrations: readonly Migration[]): Promise<number> {
  const applied = await target.listApplied()
  const newest = migrations.at(-1)?.number ?? 0
  const tooNew = applied.find(({ needs }) => needs > newest)
  if (tooNew !== undefined) {
    throw new Error(
      `The database has migration ${labelOf(tooNew)}, which needs processes that know migration ${tooNew.needs}; this version of Keyway ends at ${newest}. Start the version that wrote it, or a newer one.`,
    )
  }
  const byNumber = new Map(migrations.map((migration) => [migration.number, migration]))
  for (const one of applied) {
    // Only added to: what this version uses is there.
    if (one.number > newest) continue
    const migration = byNumber.get(one.number)
    if (migration === undefined) {
      throw new Error(
        `The database has migration ${labelOf(one)}, but this installation lacks its file. Install Keyway again.`,
      )
    }
    if (migration.checksum !== one.checksum) {
      throw new Error(
        `Migration ${labelOf(one)} was changed after it had been applied. Restore the original file, and put the change into a new migration.`,
      )
    }
  }
  const done = new Set(applied.map(({ number }) => number))
  const last = Math.max(0, ...applied.map(({ number }) => number).filter((number) => number <= newest))
  for (const migration of migrations) {
    if (done.has(migration.number)) continue
    if (migration.number < last) {
      throw new Error(
        `Migration ${migration.number} (${migration.name}) is new, but the database already has ${last}. Give it a number after that.`,
      )
    }
    if (migration.needs > 0) refuseWhileUsed(migration, await target.listNeighbours())
    await target.apply(migration)
  }
  return newest
}

/** Old and new processes run side by side while a fleet is upgraded, so nothing is taken from those that are there. */
function refuseWhileUsed(migration: Migration, neighbours: readonly Neighbour[]): void {
  const old = neighbours.filter(({ known }) => known < migration.needs)
  if (old.length === 0) return
  const names = old.map(({ name, known }) => `${name} (knows up to ${known})`).join(', ')
  throw new Error(
    `Migration ${labelOf(migration)} takes away what older processes use, and they still run: ${names}. Upgrade or stop them, then start this version again.`,
  )
}

function labelOf({ number, name }: { number: number; name: string }): string {
  return `${String(number).padStart(4, '0')} (${name})`
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
      const needs = Number(/^-- contract: needs (\d{4})\n/.exec(sql)?.[1] ?? 0)
      return { number: Number(digits), name, sql, checksum, needs }
    }),
  )
}

/** What an engine throws when a migration's SQL does not run. */
export function migrationFailed({ number, name }: Migration, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Error(`Migration ${number} (${name}) failed: ${reason}`, { cause })
}
