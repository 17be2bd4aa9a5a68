import { afterAll, beforeAll } from 'vitest'
import type { Database, DatabaseConfig } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createDirectories } from './directories.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'

export type EngineKind = DatabaseConfig['kind']

/** New stores on both engines, for the tests of a file. */
export interface Engines {
  kinds: readonly EngineKind[]
  /** Where a new, empty store is. */
  create: (kind: EngineKind) => Promise<DatabaseConfig>
  open: (kind: EngineKind) => Promise<Database>
}

/** Starts what both engines need before the tests of the file that calls it, and removes it after them. */
export function startEngines(): Engines {
  const directories = createDirectories()
  let postgres: TestPostgres | undefined
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(async () => {
    await postgres?.stop()
    directories.remove()
  })

  async function create(kind: EngineKind): Promise<DatabaseConfig> {
    if (kind === 'sqlite') return { kind, directory: directories.create() }
    if (postgres === undefined) throw new Error('PostgreSQL runs from the first test on, not before.')
    return { kind, url: await postgres.createDatabase() }
  }

  return {
    kinds: ['sqlite', 'postgres'],
    create,
    open: async (kind) => openDatabase(await create(kind)),
  }
}
