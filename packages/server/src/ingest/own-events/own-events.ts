import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import type { EndedExecution } from '../../executions/attempt.ts'
import { hearsOfKeyway, readCause, toCause } from '../../executions/causes.ts'
import type { ActiveFlows } from '../../flows/active-flows.ts'
import { newJob, type NewJob, type QueueDefinition } from '../../jobs/job.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import { acceptEvents, type AcceptParts } from '../accept-events.ts'

const source = 'keyway'

/** What happened in Keyway itself and flows wait for. */
export const ownEventQueue: QueueDefinition = {
  name: 'own-events',
  ordered: false,
  retry: { limit: 20, delayMs: 1_000, backoff: 'exponential', maxDelayMs: 60_000 },
  expireInMs: 60_000,
  heartbeatMs: null,
}

/** Something that was done in Keyway, as the audit log has it. */
export interface Deed {
  actor: string
  action: string
  target: string
  detail?: string
}

export interface OwnEvents {
  /** The job that tells of a failed execution; none when no flow waits for it. */
  jobsOfEnd: (ended: EndedExecution) => readonly NewJob[]
  /** Tells of what a person, or the system, did: `flow.published`, `connection.failing`. */
  tell: (deed: Deed) => Promise<void>
  /** The job that turns something into an event, to be kept with what it tells of; none when no flow waits for it. */
  jobsOf: (event: OwnEvent) => readonly NewJob[]
  /** Turns what was kept into events. */
  work: (parts: AcceptParts) => Promise<void>
}

/** Keyway's own events, kept as jobs until they are events like all others. */
export function createOwnEvents(parts: {
  db: Db
  jobs: Pick<Jobs, 'enqueue' | 'work'>
  active: Pick<ActiveFlows, 'wantedTypes'>
  now: () => number
  publicUrl: string
}): OwnEvents {
  const { db, jobs, active, now, publicUrl } = parts

  function isWanted(type: string): boolean {
    const wanted = active.wantedTypes(source)
    return wanted.has(type) || wanted.has('*')
  }

  return {
    jobsOfEnd({ held, started, program, result }) {
      const type = 'execution.failed'
      // A failing helper fails its caller, who is told of. What an own event started tells of nothing: it would go round.
      const isSilent = held.parentId !== null || hearsOfKeyway(program.flow)
      if (result.status !== 'failed' || isSilent || !isWanted(type)) return []
      const { code, message } = result.error
      const payload: JsonObject = {
        flow: { id: held.flowId, name: program.flow.name },
        execution: { id: held.id, url: `${publicUrl}/executions/${held.id}`, step: result.step },
        error: { code, message: message.slice(0, 2000) },
      }
      const cause = { ...toCause(started) }
      return [toJob({ type, identity: held.id, subject: held.flowId, at: now(), payload, cause })]
    },
    async tell({ actor, action, target, detail }: Deed) {
      if (!isWanted(action)) return
      const at = now()
      const payload: JsonObject = { action, actor, target, detail: detail ?? null }
      const job = toJob({ type: action, identity: null, subject: target, at, payload })
      await db.transaction().execute((transaction) => jobs.enqueue(transaction, [job]))
    },
    jobsOf: (event) => (isWanted(event.type) ? [toJob(event)] : []),
    async work(accepting) {
      await jobs.work(ownEventQueue.name, { concurrency: 2, batchSize: 10 }, async ({ id, payload }) => {
        const { type, identity, subject, at, payload: body, cause: kept = null } = readJob(payload)
        const event = { source, type, identity: `${source}:${identity ?? id}`, subject, occurredAt: at }
        const cause = readCause(kept)
        await acceptEvents(accepting, [
          { ...event, payload: body, ...(cause === undefined ? {} : { cause }) },
        ])
      })
    },
  }
}

/** Something that happened in Keyway. */
export interface OwnEvent {
  type: string
  /** What makes it the same event; null: its job. */
  identity: string | null
  subject: string
  /** Milliseconds since 1970. */
  at: number
  payload: Json
  /** The execution that it tells of. */
  cause?: Json
}

function toJob(event: OwnEvent): NewJob {
  return newJob(ownEventQueue, { ...event })
}

function readJob(job: Json): OwnEvent {
  const { type, identity = null, subject, at, payload = null, cause = null } = isJsonObject(job) ? job : {}
  if (typeof type !== 'string' || typeof subject !== 'string' || typeof at !== 'number') {
    throw new Error('A job of the own-events queue is an event of Keyway; this one is not.')
  }
  return { type, identity: typeof identity === 'string' ? identity : null, subject, at, payload, cause }
}
