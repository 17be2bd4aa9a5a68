import { walkSteps } from '@keyway/engine'
import type { OwnWork } from '@keyway/identity'
import type { Db } from '../db/database.ts'
import { createFindingNews } from '../findings/finding-news.ts'
import { remediateByItself } from '../findings/remediate.ts'
import type { StartParts } from '../executions/start-executions.ts'
import type { ActiveFlows } from '../flows/active-flows.ts'
import type { Deed, OwnEvents } from '../ingest/own-events/own-events.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Log } from '../log.ts'
import { notify } from '../notifications/notify.ts'
import type { EvaluateParts } from './evaluate.ts'

/** What every process needs to look at checks and to tell of their findings. */
export function createCheckParts(parts: {
  db: Db
  background: Db
  jobs: Jobs
  ownEvents: OwnEvents
  active: ActiveFlows
  starting: StartParts
  tellBrowsers: (event: string, data: unknown) => void
  audit: (deed: Deed) => Promise<void>
  log: Log
  now: () => number
  newId: () => string
  publicUrl: string
}): EvaluateParts {
  const { db, background, jobs, ownEvents, active, log, now, publicUrl } = parts
  const tell = createFindingNews({
    jobs,
    ownEvents,
    notify: (transaction, subjects) => notify(transaction, subjects, parts),
    publicUrl,
  })
  return {
    db,
    background,
    now,
    log,
    flows: () => ownFlows(active),
    tell,
    async onStored(outcome) {
      if (outcome.opened.length + outcome.closed.length === 0) return
      parts.tellBrowsers('findings', { check: outcome.check.id })
      await remediateByItself(parts, outcome)
    },
  }
}

/** Flows that run by the clock, and the actions in them. */
function ownFlows(active: ActiveFlows): OwnWork['flows'] {
  return active.scheduled().map(({ flowId, name, program }) => ({
    id: flowId,
    name,
    isScheduled: true,
    actions: [...walkSteps(program.flow.steps)].flatMap((step) => ('use' in step ? step.use : [])),
  }))
}
