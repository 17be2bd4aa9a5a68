import { createCheckKeeper } from '../checks/keep-checks.ts'
import { forgetUnfamiliar } from '../detections/familiar/familiar.ts'
import { sendDigests } from '../notifications/notify.ts'
import { deleteOldDeliveries } from '../notifications/store.ts'
import { forgetEmptyLines } from '../db/postgres/lines.ts'
import { deleteTemporaryJournals } from '../executions/store.ts'
import { sweepFiles } from '../files/sweep-files.ts'
import { forgetProcesses, putOffTurn, takeTurn } from '../fleet/store.ts'
import type { WaysIn } from '../ingest/ways-in.ts'
import { forgetOldStandings } from '../outbound/governor/store.ts'
import { sweepHistory } from '../retention/sweep.ts'
import { createSpaceCleaner } from '../tables/space-cleaner.ts'
import { createUpkeep } from '../upkeep.ts'
import { runsHere, type Core } from './core.ts'

const housekeepingMs = 5_000
const checksMs = 2_000
const sweepMs = 10 * 60_000
const retentionMs = 3_600_000
const emptyLinesMs = 60_000
const dayMs = 86_400_000

/** What a process does again and again beside its work; of what is to be done once for all, those do it that run flows. */
export function keepUp(core: Core, ways: WaysIn | undefined): void {
  const { config, log, database, db, hot, active, now, owner, closers } = core
  const upkeep = createUpkeep(log, {
    take: (task, forMs) => takeTurn(db, { task, owner, now: now(), until: now() + forMs }),
    extend: (task, forMs) => putOffTurn(db, { task, owner, until: now() + forMs }),
  })
  upkeep.every(housekeepingMs, {
    run: () =>
      Promise.all([
        core.detections.refresh().then(core.inventory.refresh),
        ways?.keepUp(),
        active.refreshIfChanged(),
      ]),
    problem: 'housekeeping failed',
  })
  if (runsHere(config)) {
    const keeper = createCheckKeeper(core.checks)
    upkeep.everyForAll(checksMs, {
      name: 'checks',
      run: keeper.turn,
      problem: 'checks could not be looked at',
    })
    const cleaner = createSpaceCleaner(db)
    closers.add(() => cleaner.stop())
    upkeep.everyForAll(housekeepingMs, {
      name: 'table spaces',
      run: () => cleaner.clean(),
      problem: 'what deleted tables left could not be deleted',
    })
    upkeep.everyForAll(housekeepingMs, {
      name: 'temporary journals',
      run: () => deleteTemporaryJournals(db, 500),
      problem: 'journals of flows that keep no data could not be deleted',
    })
    upkeep.everyForAll(sweepMs, {
      name: 'files',
      run: () => sweepFiles({ db, hot }, now()),
      problem: 'files that nothing names could not be deleted',
    })
    upkeep.everyForAll(sweepMs, {
      name: 'fleet',
      run: () => Promise.all([forgetOldStandings(db, now()), forgetProcesses(db, now() - dayMs)]),
      problem: 'what processes told each other could not be deleted',
    })
    upkeep.everyForAll(housekeepingMs, {
      name: 'digests',
      run: () => sendDigests({ db, jobs: core.jobs, now, newId: core.newId }),
      problem: 'what waited for notification targets could not be sent',
    })
    upkeep.everyForAll(retentionMs, {
      name: 'familiar',
      run: () => forgetUnfamiliar(db, now()),
      problem: 'old traces of users could not be forgotten',
    })
    upkeep.everyForAll(retentionMs, {
      name: 'notifications',
      run: () => deleteOldDeliveries(db, now() - config.keepEventDays * dayMs),
      problem: 'the old log of notifications could not be deleted',
    })
    if (database.kind === 'postgres') {
      const { pool } = database
      upkeep.everyForAll(emptyLinesMs, {
        name: 'empty lines',
        run: () => forgetEmptyLines(pool),
        problem: 'lines that nobody stands in could not be deleted',
      })
    }
    const retention = { executionDays: config.keepExecutionDays, eventDays: config.keepEventDays }
    upkeep.everyForAll(retentionMs, {
      name: 'retention',
      run: (signal) => sweepHistory(db, retention, { now: now(), signal }),
      problem: 'old history could not be deleted',
    })
  }
  closers.add(() => upkeep.stop())
}
