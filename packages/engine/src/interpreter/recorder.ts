import type { ErrorData, Json } from '@keyway/sdk'
import type { CommandId } from './journal.ts'
import type { Program, ProgramStep } from './program.ts'
import { createRunWindow } from './run-window.ts'
import type { Snapshot } from './snapshot.ts'
import type { Fiber, FiberId } from './state.ts'
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
  /** How many runs were left out, by path of the step; null where nobody counted. */
  omitted: Readonly<Record<string, number | null>>
}

export interface RunRecorder extends Recorder {
  recording: () => Recording
  /**
   * The replay goes on from a snapshot that lies behind what was seen: of the runs that were under way, those stay that
   * are so still. How the others ended was not seen, so they are left out.
   */
  skipTo: (program: Program, snapshot: Snapshot) => void
}

/** A recorder that keeps at most `runsPerStep` runs of each step. */
export function createRecorder(runsPerStep = Infinity): RunRecorder {
  const kept = createRunWindow(runsPerStep)
  const open = new Map<string, StepRun>()
  const keyOf = (fiber: Fiber, step: ProgramStep): string => openKey(fiber.id, step.path)
  const find = (fiber: Fiber, step: ProgramStep): StepRun | undefined => open.get(keyOf(fiber, step))

  return {
    recording: () => kept.recording(),
    skipTo(program, { state }) {
      const still = new Set(state.fibers.flatMap((fiber) => openKeys(program, fiber)))
      for (const [key, run] of open) {
        if (still.has(key)) continue
        open.delete(key)
        kept.drop(run)
      }
    },
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

function openKey(fiber: FiberId, path: string): string {
  return `${fiber} ${path}`
}

/** The runs a fiber is in: the containers around its place, its loop, and the step it waits in. */
function openKeys(
  program: Program,
  { id, frames, loop, waiting }: Pick<Fiber, 'id' | 'frames' | 'loop' | 'waiting'>,
): string[] {
  const containers = frames.flatMap(({ container }) => (container === null ? [] : [container]))
  const at = waiting === null ? undefined : program.blocks[waiting.block]?.[waiting.at]?.path
  const paths = [...containers, ...(loop === null ? [] : [loop.container]), ...(at === undefined ? [] : [at])]
  return paths.map((path) => openKey(id, path))
}
