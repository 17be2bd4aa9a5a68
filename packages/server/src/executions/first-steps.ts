import {
  advance,
  type Advanced,
  type Entry,
  type Program,
  type Result,
  type StartedEntry,
} from '@keyway/engine'
import type { BatchJob, ExecutionEnd, NewEntry } from '../db/hot-store.ts'
import type { Beginning, Runner } from './runner.ts'

/**
 * What an execution does before it touches the world. It is worked out before the execution is stored, so that what ends
 * there is stored as ended, and what writes next is stored with its intents: one transaction instead of two or three.
 * Nothing has happened yet when the process dies before that transaction; whoever does it again computes the same.
 */
export interface FirstSteps {
  advanced: Advanced
  /** Its result, when that was all of it. */
  result: Result | null
  /** Journal entries that announce the writes to come, from position 1 on. */
  intents: readonly Intent[]
  /** To be committed with its end. */
  jobs: readonly BatchJob[]
}

type Intent = Extract<Entry, { type: 'intended' }>

/** More than this is worked off as an attempt, which lets others have the processor. */
const mostSteps = 500

/** Undefined when there is more to do than is done before a commit. */
export function takeFirstSteps(
  program: Program,
  started: StartedEntry,
  isWrite: (action: string) => boolean,
): FirstSteps | undefined {
  let advanced: Advanced
  try {
    advanced = advance(program, null, started, { slice: mostSteps })
  } catch {
    // The attempt meets the same fault, and knows what to do with it.
    return undefined
  }
  if (!advanced.isSettled) return undefined
  const intents: Intent[] = []
  for (const command of advanced.commands) {
    const announces = started.dryRun !== true && command.type === 'run_action' && isWrite(command.action)
    if (announces) intents.push({ type: 'intended', at: started.at, command: command.id })
  }
  return { advanced, result: advanced.state.result, intents, jobs: [] }
}

/** Takes the first steps of an execution that is about to be stored as held by this process. */
export function stepAhead<One extends Beginning>(one: One, runner: Pick<Runner, 'firstSteps'>): One {
  const first = runner.firstSteps(one)
  if (first === undefined) return one
  if (first.result === null) return { ...one, first }
  // What is over before it is stored has had no effect, so nobody waits in line for it.
  const { line: _, ...execution } = one.execution
  const end = toEnd(first.result, execution.createdAt)
  return { ...one, first, execution: { ...execution, owner: null, leaseUntil: null, end } }
}

/** The intents of an execution, to be stored with it. */
export function intentsOf({ execution, first }: Beginning): NewEntry[] {
  const { id: executionId, owner } = execution
  if (owner === null || first === undefined) return []
  const fence = { executionId, owner, attempt: 1 }
  return first.intents.map((intent, at) => ({ ...fence, position: at + 1, entry: JSON.stringify(intent) }))
}

/** How an execution with this result is stored. */
export function toEnd(result: Result, finishedAt: number): ExecutionEnd {
  const error =
    result.status === 'failed'
      ? { code: result.error.code, message: result.error.message.slice(0, 2000), step: result.step }
      : null
  const stopped = result.status === 'succeeded' && result.stopped !== undefined
  return { status: result.status, finishedAt, error, stopped }
}
