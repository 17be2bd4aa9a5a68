import { isJsonObject, type Json } from '@keyway/sdk'
import type { NewEvent } from '../db/hot-store.ts'
import { startExecutions, type StartParts } from '../executions/start-executions.ts'
import type { ActiveFlows } from '../flows/active-flows.ts'
import type { QueueDefinition } from '../jobs/job.ts'
import type { Job, Jobs } from '../jobs/jobs.ts'

/** Occurrences of scheduled flows. */
export const scheduleQueue: QueueDefinition = {
  name: 'schedules',
  ordered: false,
  retry: { limit: 10, delayMs: 1_000, backoff: 'exponential', maxDelayMs: 60_000 },
  expireInMs: 60_000,
  heartbeatMs: null,
}

export interface FlowScheduleParts {
  jobs: Jobs
  active: ActiveFlows
  starting: StartParts
  now: () => number
  newId: () => string
}

/**
 * Keeps a schedule for each scheduled flow that is on, and starts the flow when one falls due. Of occurrences that were
 * missed while nothing ran, as many are made up for as the flow says.
 */
export function createFlowSchedules(parts: FlowScheduleParts): {
  start: () => Promise<void>
  sync: () => Promise<void>
} {
  const { jobs, active } = parts
  const kept = new Set<string>()

  async function sync(): Promise<void> {
    const wanted = new Map(active.scheduled().map((flow) => [nameOf(flow.flowId), flow]))
    for (const name of kept) {
      if (wanted.has(name)) continue
      await jobs.unschedule(name)
      kept.delete(name)
    }
    for (const [name, { flowId, cron, timeZone, missed = 'once' }] of wanted) {
      await jobs.schedule({
        name,
        cron,
        timeZone,
        missed,
        queue: scheduleQueue.name,
        payload: { flowId, dueAt: null },
      })
      kept.add(name)
    }
  }

  return {
    sync,
    async start() {
      await sync()
      await jobs.work(scheduleQueue.name, { concurrency: 4, batchSize: 10 }, (job) => startDue(parts, job))
    },
  }
}

function nameOf(flowId: string): string {
  return `flow:${flowId}`
}

/** The job's id is what makes an occurrence one event: a job that runs again starts nothing twice. */
async function startDue({ active, starting, now, newId }: FlowScheduleParts, job: Job): Promise<void> {
  const flowId = flowIdOf(job.payload)
  const flow = active.scheduled().find((scheduled) => scheduled.flowId === flowId)
  // Switched off between falling due and now.
  if (flow === undefined) return
  const at = now()
  // Jobs of an earlier version do not say what they are for.
  const dueAt = isJsonObject(job.payload) ? job.payload['dueAt'] : undefined
  const scheduledAt = typeof dueAt === 'number' ? dueAt : at
  const trigger = { scheduledAt: new Date(scheduledAt).toISOString() }
  const event: NewEvent = {
    id: newId(),
    identity: `schedule:${job.id}`,
    source: 'schedule',
    type: flow.name,
    subject: null,
    occurredAt: scheduledAt,
    receivedAt: at,
    payload: JSON.stringify(trigger),
  }
  const { versionId, program } = flow
  const start = { flowId, versionId, program, mode: 'schedule', trigger, eventId: event.id } as const
  await startExecutions(starting, { events: [event], starts: [start] })
}

function flowIdOf(payload: Json): string {
  const flowId =
    typeof payload === 'object' && payload !== null && 'flowId' in payload ? payload.flowId : undefined
  if (typeof flowId !== 'string')
    throw new Error('A job of the schedules queue names a flowId; this one does not.')
  return flowId
}
