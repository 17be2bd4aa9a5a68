import { setTimeout } from 'node:timers/promises'
import type { Program } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { startExecutions, type Start, type StartParts } from '../../executions/start-executions.ts'
import type { TriggerMatch } from '../../flows/trigger-match.ts'
import type { QueueDefinition } from '../../jobs/job.ts'
import type { Job, JobContext, Jobs } from '../../jobs/jobs.ts'
import { readEvents, type StoredEvent } from '../store.ts'
import { endReplay, findReplayTask, type ReplayTask } from './store.ts'

/** Replays that are to be carried out, each by one process at a time. */
export const replayQueue: QueueDefinition = {
  name: 'replays',
  ordered: false,
  retry: { limit: 1_000, delayMs: 1_000, backoff: 'exponential', maxDelayMs: 60_000 },
  expireInMs: 24 * 3_600_000,
  heartbeatMs: 60_000,
}

export interface ReplayParts {
  db: Db
  jobs: Jobs
  starting: StartParts
  program: (versionId: string) => Promise<Program>
  matchOf: (program: Program) => TriggerMatch
  isOrdered: (source: string, type: string) => boolean
  /** How much of the room of this process is taken, 0 to 1: what happens now goes before a replay. */
  load: () => number
  now: () => number
}

const eventsAtOnce = 100
const mostLoad = 0.5
const lookAgainMs = 200

/** Carries out replays: the handler of their queue. */
export async function startReplays(parts: ReplayParts): Promise<void> {
  await parts.jobs.work(replayQueue.name, { concurrency: 2, batchSize: 1 }, (job, context) =>
    replay(parts, idOf(job), context),
  )
}

/**
 * Gives stored events to a flow once more, in the order of their arrival. How far it is stands in the transaction that
 * starts the executions, so a replay that is interrupted goes on where it stopped and starts nothing twice.
 */
async function replay(parts: ReplayParts, replayId: string, context: JobContext): Promise<void> {
  for (;;) {
    const task = await findReplayTask(parts.db, replayId)
    if (task?.status !== 'running') return
    const events = await readEvents(parts.db, task.filter, {
      after: task.position,
      to: task.lastSeq,
      limit: eventsAtOnce,
    })
    const last = events.at(-1)
    if (last === undefined) {
      await endReplay(parts.db, replayId, { status: 'done', at: parts.now() })
      return
    }
    const starts = await startsOf(parts, task, events)
    const advance = {
      id: replayId,
      from: task.position,
      to: last.seq,
      done: events.length,
      started: starts.length,
    }
    await startExecutions(parts.starting, { starts, alongside: { replays: [advance] } })
    do {
      if (context.signal.aborted || !(await context.heartbeat())) return
      if (parts.load() > mostLoad) await setTimeout(lookAgainMs)
    } while (parts.load() > mostLoad)
  }
}

async function startsOf(
  { program: find, matchOf, isOrdered }: ReplayParts,
  { flowId, versionId, dryRun, everyEvent }: ReplayTask,
  events: readonly StoredEvent[],
): Promise<Start[]> {
  const program = await find(versionId)
  const matches = matchOf(program)
  const wanted = everyEvent ? events : events.filter((event) => matches(event))
  return wanted.map(({ id, source, type, subject, occurredAt, payload }) => ({
    flowId,
    versionId,
    program,
    mode: 'event',
    trigger: payload,
    eventId: id,
    about: { subject, occurredAt, isOrdered: isOrdered(source, type) },
    dryRun,
  }))
}

/** What the job of a replay says. */
export function replayPayload(replayId: string): Json {
  return { replayId }
}

function idOf({ payload }: Job): string {
  const id =
    typeof payload === 'object' && payload !== null && 'replayId' in payload ? payload.replayId : undefined
  if (typeof id !== 'string')
    throw new Error('A job of the replays queue names a replayId; this one does not.')
  return id
}
