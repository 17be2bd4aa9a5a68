import { existsSync } from 'node:fs'
import path from 'node:path'
import type { MoveOptions, MoveReport } from './db/move/move-database.ts'
import { queues } from './queues.ts'
import { loadMasterKey } from './vault/master-key.ts'
import { canaryLabel } from './vault/store.ts'
import { createVault } from './vault/vault.ts'

export interface Moved extends MoveReport {
  /** What stands in the way of using the moved secrets; null when the master key is at hand. */
  keyProblem: string | null
}

/**
 * Copies the SQLite database of a data directory into an empty PostgreSQL database, or goes on with that, and compares
 * both. Secrets stay sealed on the way; whether their master key is there is checked, not moved.
 *
 * @throws {Error} with one clear message when one side is in use or no use.
 */
export async function moveToPostgres(
  options: Omit<MoveOptions, 'queues'>,
  environment: NodeJS.ProcessEnv,
): Promise<Moved> {
  // A server that keeps everything in a file need not hold what talks to PostgreSQL.
  const { moveDatabase } = await import('./db/move/move-database.ts')
  const report = await moveDatabase({ ...options, queues })
  return { ...report, keyProblem: findKeyProblem(options.from, report.canary, environment) }
}

function findKeyProblem(
  directory: string,
  canary: string | undefined,
  environment: NodeJS.ProcessEnv,
): string | null {
  const key = environment['KEYWAY_MASTER_KEY']
  const file = environment['KEYWAY_MASTER_KEY_FILE']
  if (key === undefined && file === undefined && !existsSync(path.join(directory, 'master.key'))) {
    return `There is no master.key in ${directory}, and neither KEYWAY_MASTER_KEY nor KEYWAY_MASTER_KEY_FILE is set.`
  }
  try {
    const vault = createVault([loadMasterKey({ key, file, dataDirectory: directory })])
    if (canary !== undefined) vault.open(canary, canaryLabel)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
