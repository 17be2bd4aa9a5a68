import { toErrorData, type Json } from '@keyway/sdk'
import { defaultLimits } from './limits.ts'
import type { Command, Entry, StartedEntry } from './journal.ts'
import { Run } from './run.ts'
import type { Program } from './program.ts'
import { seedRandom } from './random.ts'
import type { Recorder } from './recorder.ts'
import type { State } from './state.ts'
import { triggerValues } from './trigger-values.ts'

export interface Advanced {
  state: State
  /** What the world must do next, in the order the flow asked for it. */
  commands: Command[]
  /** False when the slice ended before every fiber waits: `proceed` goes on, before the next entry. */
  isSettled: boolean
}

export interface AdvanceOptions {
  /** Somebody who watches. */
  recorder?: Recorder | undefined
  /** Steps after which to stop and let others have the processor. How a flow is sliced does not change what it does. */
  slice?: number | undefined
}

/**
 * The interpreter: takes one journal entry and runs the flow until it meets the world again. It touches no clock, no
 * randomness, no disk and no network, so the same entries give the same state, commands and values every time.
 *
 * The first entry is `started` and comes with no state. An entry that answers a command nobody waits for any more
 * (a sibling of a failed loop turn, a second answer) changes nothing.
 */
// The interface of the interpreter: flow, state, entry; and how.
// oxlint-disable-next-line max-params
export function advance(
  program: Program,
  state: State | null,
  entry: Entry,
  options: AdvanceOptions = {},
): Advanced {
  if (state === null) {
    if (entry.type !== 'started') throw new Error(`A journal begins with "started", found "${entry.type}".`)
    return start(program, entry, options)
  }
  if (state.queue.length > 0) throw new Error('An entry came while the one before it was not worked off.')
  state.at = entry.at
  const run = new Run(program, state, options.recorder)
  if (state.result === null) apply(run, entry)
  return settle(run, options)
}

/** Goes on where a slice ended. */
export function proceed(program: Program, state: State, options: AdvanceOptions = {}): Advanced {
  return settle(new Run(program, state, options.recorder), options)
}

function settle(run: Run, { slice }: AdvanceOptions): Advanced {
  const isSettled = run.drain(slice ?? Infinity)
  return { state: run.state, commands: run.commands, isSettled }
}

function start(program: Program, entry: StartedEntry, options: AdvanceOptions): Advanced {
  const state: State = {
    started: entry,
    roots: { trigger: null, execution: executionValues(program, entry) },
    fibers: new Map(),
    nextFiber: 1,
    waiting: new Map(),
    lastCommand: 0,
    randomPosition: seedRandom(entry.seed),
    queue: [],
    at: entry.at,
    steps: 0,
    children: 0,
    result: null,
  }
  const run = new Run(program, state, options.recorder)
  if (entry.refused !== undefined) {
    run.finish({ status: 'failed', error: entry.refused, step: 'trigger' })
    return { state, commands: run.commands, isSettled: true }
  }
  try {
    state.roots.trigger = triggerValues(program.flow, entry.trigger)
  } catch (error) {
    run.finish({ status: 'failed', error: toErrorData(error), step: 'trigger' })
    return { state, commands: run.commands, isSettled: true }
  }
  const fiber = run.startFiber(null, {
    scope: { parent: null, values: new Map() },
    block: program.main,
    turns: [],
  })
  run.enqueue(fiber)
  return settle(run, options)
}

function executionValues(program: Program, entry: StartedEntry): Json {
  const { caller } = entry
  return {
    id: entry.executionId,
    startedAt: new Date(entry.at).toISOString(),
    flow: program.flow.name,
    url: entry.url ?? null,
    // Beside Keyway's names the ones that imported flows read of the whole object.
    caller:
      caller === undefined
        ? null
        : {
            ...caller,
            id: caller.flow,
            name: caller.flow,
            method: caller.step,
            execution_id: caller.execution,
          },
    error: null,
  }
}

function apply(run: Run, entry: Entry): void {
  if (entry.type === 'cancelled') return run.finish({ status: 'cancelled', reason: entry.reason })
  if (run.isOverdue()) return run.endByLimit('deadlineSeconds')
  switch (entry.type) {
    case 'started':
      throw new Error('A journal has one "started" entry; found a second.')
    case 'intended':
    case 'withdrawn':
    case 'postponed':
    case 'deadline_passed':
      return
    case 'succeeded':
      return run.settle(entry.command, { output: entry.output })
    case 'failed':
      return run.settle(entry.command, { error: entry.error })
    case 'described':
      return run.settle(entry.command, { output: entry.output }, 'described')
    case 'answered':
      return run.settle(entry.command, { output: entry.answer })
    case 'woke':
      return run.settle(entry.command, { output: {} })
    case 'child_finished':
      return entry.result.status === 'succeeded'
        ? run.settle(entry.command, { output: entry.result.output })
        : run.settle(entry.command, { error: entry.result.error })
  }
}

/** When an execution must be over, in milliseconds since 1970. */
export function deadlineOf({ started }: State): number {
  const { deadlineSeconds } = started.limits ?? defaultLimits
  return started.at + deadlineSeconds * 1000
}
