import { toErrorData, type Json } from '@keyway/sdk'
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
}

/**
 * The interpreter: takes one journal entry and runs the flow until it meets the world again. It touches no clock, no
 * randomness, no disk and no network, so the same entries give the same state, commands and values every time.
 *
 * The first entry is `started` and comes with no state. An entry that answers a command nobody waits for any more
 * (a sibling of a failed loop turn, a second answer) changes nothing.
 */
// The interface of the interpreter: flow, state, entry; and optionally somebody who watches.
// oxlint-disable-next-line max-params
export function advance(program: Program, state: State | null, entry: Entry, recorder?: Recorder): Advanced {
  if (state === null) {
    if (entry.type !== 'started') throw new Error(`A journal begins with "started", found "${entry.type}".`)
    return start(program, entry, recorder)
  }
  const run = new Run(program, state, { at: entry.at, recorder })
  if (state.result === null) apply(run, entry)
  run.drain()
  return { state, commands: run.commands }
}

function start(program: Program, entry: StartedEntry, recorder: Recorder | undefined): Advanced {
  const state: State = {
    started: entry,
    roots: { trigger: null, execution: executionValues(program, entry) },
    fibers: new Map(),
    nextFiber: 1,
    waiting: new Map(),
    lastCommand: 0,
    randomPosition: seedRandom(entry.seed),
    steps: 0,
    result: null,
  }
  const run = new Run(program, state, { at: entry.at, recorder })
  try {
    state.roots.trigger = triggerValues(program.flow, entry.trigger)
  } catch (error) {
    run.finish({ status: 'failed', error: toErrorData(error), step: 'trigger' })
    return { state, commands: run.commands }
  }
  const fiber = run.startFiber(null, {
    scope: { parent: null, values: new Map() },
    block: program.main,
    turns: [],
  })
  run.enqueue(fiber)
  run.drain()
  return { state, commands: run.commands }
}

function executionValues(program: Program, entry: StartedEntry): Json {
  const { caller } = entry
  return {
    id: entry.executionId,
    startedAt: new Date(entry.at).toISOString(),
    flow: program.flow.name,
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
  switch (entry.type) {
    case 'started':
      throw new Error('A journal has one "started" entry; found a second.')
    case 'intended':
    case 'withdrawn':
      return
    case 'cancelled':
      return run.finish({ status: 'cancelled', reason: entry.reason })
    case 'succeeded':
      return run.settle(entry.command, { output: entry.output })
    case 'failed':
      return run.settle(entry.command, { error: entry.error })
    case 'woke':
      return run.settle(entry.command, { output: {} })
    case 'child_finished':
      return entry.result.status === 'succeeded'
        ? run.settle(entry.command, { output: entry.result.output })
        : run.settle(entry.command, { error: entry.result.error })
  }
}
