import type { ErrorData, Json } from '@keyway/sdk'
import type { CommandId } from './journal.ts'
import type { ProgramStep } from './program.ts'
import { createRunWindow } from './run-window.ts'
import type { Fiber } from './state.ts'
import type { StepRun } from './trace.ts'

/** Watches an execution being rebuilt. Without one, `advance` keeps no values but those later steps can refer to. */
export interface Recorder {
  begin: (fiber: Fiber, step: ProgramStep, at: number) => void
  input: (fiber: Fiber, step: ProgramStep, input: Json) => void
  command: (fiber: Fiber, step: ProgramStep, command: CommandId) => void
  lane: (fiber: Fiber, step: ProgramStep, lane: string) => void
  origin: (fiber: Fiber, step: ProgramStep, origin: StepRun['origin']) => void
  end: (fiber: Fiber, step: ProgramStep, end: StepEnd) => void
  /** The execution is over: what was still under way stopped with it. */
  close: (at: number) => void
}

export interface StepEnd {
  status: 'succeeded' | 'failed' | 'stopped'
  at: number
  output?: Json
  error?: ErrorData
}

/** What a recorder has seen. */
export interface Recording {
  /** One for each run of each step, in the order they began. Of a step that ran more often than is kept: the first and
   * the last runs, and failed ones between. */
  runs: readonly StepRun[]
  /** How many runs were left out, by path of the step. */
  omitted: Readonly<Record<string, number>>
}

/** A recorder that keeps at most `runsPerStep` runs of each step. */
export function createRecorder(runsPerStep = Infinity): Recorder & { recording: () => Recording } {
  const kept = createRunWindow(runsPerStep)
  const open = new Map<string, StepRun>()
  const keyOf = (fiber: Fiber, step: ProgramStep): string => `${fiber.id} ${step.path}`
  const find = (fiber: Fiber, step: ProgramStep): StepRun | undefined => open.get(keyOf(fiber, step))

  return {
    recording: () => kept.recording(),
    begin(fiber, step, at) {
      const run: StepRun = {
        step: step.path,
        id: step.id,
        turns: fiber.turns,
        status: 'running',
        startedAt: at,
        finishedAt: null,
        input: null,
        output: null,
        error: null,
        command: null,
      }
      kept.add(run)
      open.set(keyOf(fiber, step), run)
    },
    input(fiber, step, input) {
      const run = find(fiber, step)
      if (run !== undefined) run.input = input
    },
    command(fiber, step, command) {
      const run = find(fiber, step)
      if (run !== undefined) run.command = command
    },
    lane(fiber, step, lane) {
      const run = find(fiber, step)
      if (run !== undefined) run.lane = lane
    },
    origin(fiber, step, origin) {
      const run = find(fiber, step)
      if (run !== undefined && origin !== undefined) run.origin = origin
    },
    end(fiber, step, end) {
      const run = find(fiber, step)
      if (run === undefined) return
      open.delete(keyOf(fiber, step))
      run.status = end.status
      run.finishedAt = end.at
      run.output = end.output ?? null
      run.error = end.error ?? null
    },
    close(at) {
      for (const run of open.values()) {
        run.status = 'stopped'
        run.finishedAt = at
      }
      open.clear()
    },
  }
}
