import { randomUUID } from 'node:crypto'
import type { Json } from '@keyway/sdk'
import type { GivenOutcome, Program, StartedEntry } from '@keyway/engine'
import type { GroupCommitter } from '../db/group-commit.ts'
import type { NewEvent, NewExecution } from '../db/hot-store.ts'
import type { ExecutionMode } from '../db/schema.ts'
import type { Ending } from './attempt.ts'
import { limitsOf, writeStarted, type ServerLimits } from './limits.ts'
import { executionJob, type Admission, type Runner } from './runner.ts'

/** A flow to be started, and with what. */
export interface Start {
  flowId: string
  versionId: string
  program: Program
  mode: ExecutionMode
  trigger: Json
  /** The event that starts it: one of those committed with it, or one that is stored (a rerun). */
  eventId: string | null
  /** Describe changes instead of making them. */
  dryRun?: boolean
  /** The execution it repeats, and what it takes over from it. */
  repeats?: { executionId: string; given: Readonly<Record<string, GivenOutcome>> }
}

export interface StartParts {
  committer: GroupCommitter
  runner: Runner
  now: () => number
  newId: () => string
  /** Address of the console, for links to an execution. */
  publicUrl: string
  /** What executions may use at most, where it is not as `defaultLimits` says. */
  limits?: ServerLimits
  onQueued: (execution: NewExecution) => void
}

export interface Started {
  executionId: string
  flowId: string
  eventId: string | null
  /** Set when it runs in this process already. */
  ending: Promise<Ending> | null
}

interface Prepared {
  start: Start
  admission: Admission
  execution: NewExecution
  started: StartedEntry
}

/**
 * Stores events and the executions they start in one transaction, and begins those there is room for. When it resolves,
 * all of it is on disk: the sender may be told so. Events of the batch that are known already start nothing.
 */
export async function startExecutions(
  parts: StartParts,
  events: readonly NewEvent[],
  starts: readonly Start[],
): Promise<{ newEvents: Set<string>; executions: Started[] }> {
  const prepared = starts.map((start) => prepare(parts, start))
  try {
    const { newEvents } = await parts.committer.submit({
      events,
      executions: prepared.map(({ execution }) => execution),
      jobs: prepared
        .filter(({ admission }) => admission.kind === 'queued')
        .map(({ execution }) => executionJob(execution.id)),
    })
    const duplicates = new Set(events.map(({ id }) => id).filter((id) => !newEvents.has(id)))
    const isStored = ({ start }: Prepared): boolean =>
      start.eventId === null || !duplicates.has(start.eventId)
    return { newEvents, executions: prepared.filter(isStored).map((one) => launch(parts, one)) }
  } finally {
    for (const { admission } of prepared) if (admission.kind === 'held') admission.release()
  }
}

function prepare(parts: StartParts, start: Start): Prepared {
  const { runner, now, newId } = parts
  const admission = runner.admit()
  const id = newId()
  const at = now()
  const limits = limitsOf(start.program.flow, parts.limits)
  const { started, json } = writeStarted({
    type: 'started',
    at,
    executionId: id,
    seed: randomUUID(),
    trigger: start.trigger,
    url: `${parts.publicUrl}/executions/${id}`,
    ...(start.dryRun === true ? { dryRun: true } : {}),
    ...(limits === undefined ? {} : { limits }),
    ...(start.repeats === undefined
      ? {}
      : { rerunOf: start.repeats.executionId, given: start.repeats.given }),
  })
  const isHeld = admission.kind === 'held'
  const execution: NewExecution = {
    id,
    flowId: start.flowId,
    versionId: start.versionId,
    eventId: start.eventId,
    parentId: null,
    parentCommand: null,
    rootId: id,
    mode: start.mode,
    status: isHeld ? 'running' : 'queued',
    owner: isHeld ? admission.owner : null,
    leaseUntil: isHeld ? admission.leaseUntil : null,
    createdAt: at,
    ...(start.dryRun === true ? { dryRun: true } : {}),
    ...(start.repeats === undefined ? {} : { rerunOf: start.repeats.executionId }),
    ...(start.program.flow.saveData === false ? { journal: 'temporary' } : {}),
    started: json,
  }
  return { start, admission, execution, started }
}

function launch(parts: StartParts, { start, admission, execution, started }: Prepared): Started {
  const { flowId, eventId } = execution
  if (admission.kind === 'queued') {
    parts.onQueued(execution)
    return { executionId: execution.id, flowId, eventId, ending: null }
  }
  return {
    executionId: execution.id,
    flowId,
    eventId,
    ending: parts.runner.begin(execution, started, start.program),
  }
}
