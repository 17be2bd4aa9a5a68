import type { Database, DatabaseConfig } from './database.ts'
import { openPostgres } from './postgres/open-postgres.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

/**
 * Opens the store and brings its schema up to date.
 *
 * @throws {Error} when the data directory is in use, the server cannot be reached, or the schema belongs to another
 *   version of Keyway.
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  return config.kind === 'sqlite' ? openSqlite(config.directory) : openPostgres(config.url)
}

/** Where the settings say the store is. */
export function toDatabaseConfig({
  databaseUrl,
  dataDirectory,
}: {
  databaseUrl?: string | undefined
  dataDirectory: string
}): DatabaseConfig {
  return databaseUrl === undefined
    ? { kind: 'sqlite', directory: dataDirectory }
    : { kind: 'postgres', url: databaseUrl }
}
