import type { StepRun } from '@keyway/engine'

export type RunStatus = StepRun['status'] | 'not_run'

/** One turn of a loop and the worst that happened in it. */
export interface Turn {
  index: number
  status: StepRun['status']
}

/** The step runs of an execution, found by step and turns without searching. */
export interface RunIndex {
  runs: ReadonlyMap<string, StepRun>
  /** Turns of a loop, by loop path and the turns of the loops around it. */
  turns: ReadonlyMap<string, readonly Turn[]>
}

const severity: Record<StepRun['status'], number> = {
  succeeded: 0,
  stopped: 1,
  running: 2,
  in_doubt: 3,
  failed: 4,
}

/** Indexes step runs. A step that ran twice in one turn (a re-run after a crash) shows its last run. */
export function indexRuns(steps: readonly StepRun[]): RunIndex {
  const runs = new Map<string, StepRun>()
  const turns = new Map<string, Map<number, StepRun['status']>>()
  for (const run of steps) {
    runs.set(keyOf(run.step, run.turns), run)
    for (const [depth, loop] of loopsOf(run.step).entries()) {
      const turn = run.turns[depth]
      if (turn === undefined) break
      const key = keyOf(loop, run.turns.slice(0, depth))
      const known = turns.get(key) ?? new Map<number, StepRun['status']>()
      turns.set(key, known.set(turn, worst(known.get(turn), run.status)))
    }
  }
  return {
    runs,
    turns: new Map(
      [...turns].map(([key, known]) => [
        key,
        [...known].map(([index, status]) => ({ index, status })).toSorted((a, b) => a.index - b.index),
      ]),
    ),
  }
}

/** The run of a step in these turns, if it ran. */
export function findRun(index: RunIndex, path: string, turns: readonly number[]): StepRun | undefined {
  return index.runs.get(keyOf(path, turns))
}

/** Turns of a loop inside the given turns of the loops around it, in order. */
export function turnsOf(index: RunIndex, loop: string, outer: readonly number[]): readonly Turn[] {
  return index.turns.get(keyOf(loop, outer)) ?? []
}

/** Paths of the loops around a step, outermost first: `steps[2].do[0]` is in `steps[2]`. */
export function loopsOf(path: string): string[] {
  return [...path.matchAll(/\.do\[/g)].map((match) => path.slice(0, match.index))
}

/**
 * Which turn of each loop is shown: what was chosen where that turn exists, else the first one that failed, else the
 * first. Undefined where a loop had no turn at all.
 */
export function resolveTurns(
  index: RunIndex,
  loops: readonly string[],
  chosen: ReadonlyMap<string, number>,
): number[] | undefined {
  const resolved: number[] = []
  for (const loop of loops) {
    const turns = turnsOf(index, loop, resolved)
    const wanted = chosen.get(loop)
    const turn =
      turns.find((candidate) => candidate.index === wanted) ??
      turns.find((candidate) => candidate.status === 'failed' || candidate.status === 'in_doubt') ??
      turns[0]
    if (turn === undefined) return undefined
    resolved.push(turn.index)
  }
  return resolved
}

function keyOf(path: string, turns: readonly number[]): string {
  return `${path}@${turns.join('.')}`
}

function worst(known: StepRun['status'] | undefined, status: StepRun['status']): StepRun['status'] {
  return known !== undefined && severity[known] >= severity[status] ? known : status
}
