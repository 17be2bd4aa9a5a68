import { forgetEmptyLines } from '../db/postgres/lines.ts'
import { deleteTemporaryJournals } from '../executions/store.ts'
import { sweepFiles } from '../files/sweep-files.ts'
import type { WaysIn } from '../ingest/ways-in.ts'
import { forgetOldStandings } from '../outbound/governor/store.ts'
import { sweepHistory } from '../retention/sweep.ts'
import { createSpaceCleaner } from '../tables/space-cleaner.ts'
import { createUpkeep } from '../upkeep.ts'
import type { Core } from './core.ts'

const housekeepingMs = 5_000
const sweepMs = 10 * 60_000
const retentionMs = 3_600_000
const emptyLinesMs = 60_000

/** What a process does again and again beside its work. */
export function keepUp(core: Core, ways: WaysIn): void {
  const { config, log, database, db, hot, active, okta, now, closers } = core
  const cleaner = createSpaceCleaner(db)
  closers.add(() => cleaner.stop())
  const upkeep = createUpkeep(log)
  upkeep.every(housekeepingMs, {
    run: () => Promise.all([okta.refresh(), ways.keepUp(), active.refreshIfChanged(), cleaner.clean()]),
    problem: 'housekeeping failed',
  })
  upkeep.every(housekeepingMs, {
    run: () => deleteTemporaryJournals(db, 500),
    problem: 'journals of flows that keep no data could not be deleted',
  })
  upkeep.every(sweepMs, {
    run: () => sweepFiles({ db, hot }, now()),
    problem: 'files that nothing names could not be deleted',
  })
  upkeep.every(sweepMs, {
    run: () => forgetOldStandings(db, now()),
    problem: 'what processes told of rate limits could not be deleted',
  })
  if (database.kind === 'postgres') {
    const { pool } = database
    upkeep.every(emptyLinesMs, {
      run: () => forgetEmptyLines(pool),
      problem: 'lines that nobody stands in could not be deleted',
    })
  }
  const retention = { executionDays: config.keepExecutionDays, eventDays: config.keepEventDays }
  upkeep.every(retentionMs, {
    run: (signal) => sweepHistory(db, retention, { now: now(), signal }),
    problem: 'old history could not be deleted',
  })
  closers.add(() => upkeep.stop())
}
