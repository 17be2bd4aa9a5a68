import type { Database, DatabaseConfig } from './database.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

/**
 * Opens the store and brings its schema up to date.
 *
 * @throws {Error} when the data directory is in use, the server cannot be reached, or the schema belongs to another
 *   version of Keyway.
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  if (config.kind === 'sqlite') return openSqlite(config.directory)
  // Whoever keeps everything in a file need not hold what talks to a server.
  const { openPostgres } = await import('./postgres/open-postgres.ts')
  return openPostgres(config.url, { limits: config })
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
