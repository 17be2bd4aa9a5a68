import { randomUUID } from 'node:crypto'
import type { Json } from '@keyway/sdk'
import { defaultLimits, type Cause, type GivenOutcome, type Program, type StartedEntry } from '@keyway/engine'
import type { GroupCommitter } from '../db/group-commit.ts'
import type { Batch, NewEvent, NewExecution } from '../db/hot-store.ts'
import type { ExecutionMode } from '../db/schema.ts'
import { partiesOf } from '../events/parties.ts'
import type { Ending } from './attempt.ts'
import { refuseChain } from './causes.ts'
import { linePlaceOf, type EventFacts } from './lines/line-place.ts'
import { limitsOf, writeStarted, type ServerLimits } from './limits.ts'
import { intentsOf, stepAhead } from './first-steps.ts'
import type { Admission, Beginning, Runner } from './runner.ts'

/** A flow to be started, and with what. */
export interface Start {
  flowId: string
  versionId: string
  program: Program
  mode: ExecutionMode
  trigger: Json
  /** The same as JSON text, where that is written already. */
  triggerJson?: string
  /** The event that starts it: one of those committed with it, or one that is stored (a rerun). */
  eventId: string | null
  /** What that event says about the order of executions. */
  about?: EventFacts
  /** The execution that brought that event about. */
  cause?: Cause
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
  /** It was cancelled, because the queue of its line is full. */
  isRefused: boolean
}

/** What is committed together. */
export interface Submission {
  events?: readonly NewEvent[]
  starts: readonly Start[]
  /** How far whoever reads the events is. */
  alongside?: Pick<Partial<Batch>, 'feeds' | 'replays'>
}

interface Prepared extends Beginning {
  start: Start
  admission: Admission
}

/** What is done before a commit must not hold it up: from here on, first steps are left to the attempts. */
const firstStepsMs = 5

/**
 * Stores events and the executions they start in one transaction, and begins those there is room for. When it resolves,
 * all of it is on disk: the sender may be told so. Events of the batch that are known already start nothing.
 */
export async function startExecutions(
  parts: StartParts,
  { events = [], starts, alongside }: Submission,
): Promise<{ newEvents: Set<string>; executions: Started[] }> {
  const stored = new Set(events.map(({ id }) => id))
  const prepared = stepAheadInTime(
    starts.map((start) => withParties(prepare(parts, start), stored)),
    parts.runner,
  )
  try {
    const { newEvents, waiting, refused } = await parts.committer.submit({
      ...alongside,
      events,
      executions: prepared.map(({ execution }) => execution),
      entries: prepared.flatMap(intentsOf),
      jobs: prepared.flatMap(({ first }) => first?.jobs ?? []),
    })
    const duplicates = new Set(events.map(({ id }) => id).filter((id) => !newEvents.has(id)))
    const isStored = ({ start }: Prepared): boolean =>
      start.eventId === null || !duplicates.has(start.eventId)
    const executions = prepared.filter(isStored).map((one): Started => {
      const { id, flowId, eventId } = one.execution
      const isRefused = refused.has(id)
      const isHeld = one.admission.kind === 'held' && !isRefused && !waiting.has(id)
      if (!isHeld) parts.onQueued(one.execution)
      return { executionId: id, flowId, eventId, ending: isHeld ? parts.runner.begin(one) : null, isRefused }
    })
    if (executions.some(({ ending }) => ending === null)) parts.runner.noteQueued()
    return { newEvents, executions }
  } catch (error) {
    // Nobody knows whether it was stored: what was, must not stay ours without anybody who runs it.
    parts.runner.disown(prepared.map(({ execution }) => execution.id))
    throw error
  } finally {
    for (const { admission } of prepared) if (admission.kind === 'held') admission.release()
  }
}

/** The first one always takes its first steps; of the others those that do so in time. */
function stepAheadInTime(all: readonly Prepared[], runner: Runner): Prepared[] {
  const until = performance.now() + firstStepsMs
  return all.map((one, at) =>
    one.admission.kind === 'held' && (at === 0 || performance.now() < until) ? stepAhead(one, runner) : one,
  )
}

function prepare(parts: StartParts, start: Start): Prepared {
  const { runner, now, newId } = parts
  const admission = runner.admit(start.flowId)
  const id = newId()
  const at = now()
  const { flow } = start.program
  const limits = limitsOf(flow, parts.limits)
  const refused = refuseChain(flow, start.cause, (limits ?? defaultLimits).chain)
  const entry: StartedEntry = {
    type: 'started',
    at,
    executionId: id,
    seed: randomUUID(),
    trigger: start.trigger,
    url: `${parts.publicUrl}/executions/${id}`,
    ...(start.dryRun === true ? { dryRun: true } : {}),
    ...(limits === undefined ? {} : { limits }),
    ...(start.cause === undefined ? {} : { cause: start.cause }),
    ...(refused === undefined ? {} : { refused }),
    ...(start.repeats === undefined
      ? {}
      : { rerunOf: start.repeats.executionId, given: start.repeats.given }),
  }
  const { started, json } = writeStarted(entry, start.triggerJson)
  const isHeld = admission.kind === 'held'
  const line = start.dryRun === true ? undefined : linePlaceOf(start, at)
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
    ...(line === undefined ? {} : { line }),
    started: json,
  }
  return { start, admission, execution, started, program: start.program }
}

/** An execution of a stored event has its own time, so it is found by whom the event names on its own, too. */
function withParties(one: Prepared, stored: ReadonlySet<string>): Prepared {
  const { eventId, trigger } = one.start
  if (eventId === null || stored.has(eventId)) return one
  const parties = partiesOf(trigger)
  return parties.length === 0 ? one : { ...one, execution: { ...one.execution, parties } }
}
