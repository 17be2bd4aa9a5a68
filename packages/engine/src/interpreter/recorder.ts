import type { ErrorData, Json } from '@keyway/sdk'
import type { CommandId } from './journal.ts'
import type { ProgramStep } from './program.ts'
import type { Fiber } from './state.ts'
import type { StepRun } from './trace.ts'

/** Watches an execution being rebuilt. Without one, `advance` keeps no values but those later steps can refer to. */
export interface Recorder {
  begin: (fiber: Fiber, step: ProgramStep, at: number) => void
  input: (fiber: Fiber, step: ProgramStep, input: Json) => void
  command: (fiber: Fiber, step: ProgramStep, command: CommandId) => void
  lane: (fiber: Fiber, step: ProgramStep, lane: string) => void
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

/** A recorder that collects one StepRun for each run of each step, in the order they began. */
export function createRecorder(): Recorder & { runs: readonly StepRun[] } {
  const runs: StepRun[] = []
  const open = new Map<string, StepRun>()
  const keyOf = (fiber: Fiber, step: ProgramStep): string => `${fiber.id} ${step.path}`
  const find = (fiber: Fiber, step: ProgramStep): StepRun | undefined => open.get(keyOf(fiber, step))

  return {
    runs,
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
      runs.push(run)
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
