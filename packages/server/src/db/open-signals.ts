import type { Database } from './database.ts'
import { openSignals as openPostgresSignals } from './postgres/signals.ts'
import { noSignals, type Signals } from './signals.ts'

/** Opens what the processes of a store tell each other. */
export function openSignals(
  database: Database,
  options: { own: string; onError: (error: unknown) => void },
): Promise<Signals> {
  return database.kind === 'sqlite' ? Promise.resolve(noSignals) : openPostgresSignals(database.pool, options)
}
