import { startReplays } from '../events/replays/replay-events.ts'
import { compileTriggerMatch } from '../flows/trigger-match.ts'
import { workTableChanges } from '../ingest/table-changes/table-changes.ts'
import { createFlowSchedules } from '../schedules/flow-schedules.ts'
import type { Core } from './core.ts'
import { detect } from './detect.ts'

/** Runs executions and what starts them by itself: schedules, replays, changes of tables, own events, System Logs. */
export async function work(core: Core): Promise<void> {
  const { db, jobs, active, runner, starting, ingest, okta, now, newId, closers } = core
  await runner.start()
  const schedules = createFlowSchedules({ jobs, active, starting, now, newId })
  await schedules.start()
  await startReplays({
    db,
    jobs,
    starting,
    program: active.program,
    matchOf: ({ flow }) => compileTriggerMatch(flow, core.catalog),
    isOrdered: active.isOrdered,
    load: runner.load,
    now,
  })
  active.onRefresh(schedules.sync)
  closers.add(() => runner.stop(core.drainMs))
  await workTableChanges(jobs, ingest)
  await core.ownEvents.work(ingest)
  await detect(core)
  await okta.start()
  active.onRefresh(okta.start)
  closers.add(() => okta.stop())
  await core.inventory.start()
  closers.add(() => core.inventory.stop())
}
