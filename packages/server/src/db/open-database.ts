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
  return config.kind === 'sqlite'
    ? openSqlite(config.directory)
    : openPostgres(config.url, { limits: config })
}

/** Where the settings say the store is, and what of it may be used. */
export function toDatabaseConfig({
  databaseUrl,
  dataDirectory,
  databaseConnections,
  databaseStatementSeconds,
}: {
  databaseUrl?: string | undefined
  dataDirectory: string
  databaseConnections: number
  databaseStatementSeconds: number
}): DatabaseConfig {
  if (databaseUrl === undefined) return { kind: 'sqlite', directory: dataDirectory }
  const limits = { connections: databaseConnections, statementSeconds: databaseStatementSeconds }
  return { kind: 'postgres', url: databaseUrl, ...limits }
}
