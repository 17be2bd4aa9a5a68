import type { Recording } from './recorder.ts'
import type { StepRun } from './trace.ts'

interface Kept {
  run: StepRun
  /** Place among all runs of the execution. */
  order: number
}

interface StepWindow {
  first: Kept[]
  /** The latest ones; a ring once it is full. */
  last: Kept[]
  nextInRing: number
  failed: Kept[]
  omitted: number
}

/** Keeps the first and the last runs of each step, and failed ones between, so that a long loop stays small to look at. */
export function createRunWindow(runsPerStep: number): {
  add: (run: StepRun) => void
  /** Leaves a run out after all. */
  drop: (run: StepRun) => void
  recording: () => Recording
} {
  const half = Math.max(1, Math.ceil(runsPerStep / 2))
  const windows = new Map<string, StepWindow>()
  const dropped = new Set<StepRun>()
  let order = 0

  function add(run: StepRun): void {
    const kept: Kept = { run, order }
    order += 1
    let window = windows.get(run.step)
    if (window === undefined) {
      window = { first: [], last: [], nextInRing: 0, failed: [], omitted: 0 }
      windows.set(run.step, window)
    }
    if (window.first.length < half) window.first.push(kept)
    else if (window.last.length < half) window.last.push(kept)
    else replaceOldest(window, kept)
  }

  function replaceOldest(window: StepWindow, kept: Kept): void {
    const dropped = window.last[window.nextInRing]
    window.last[window.nextInRing] = kept
    window.nextInRing = (window.nextInRing + 1) % half
    if (dropped?.run.status === 'failed' && window.failed.length < half) window.failed.push(dropped)
    else window.omitted += 1
  }

  function recording(): Recording {
    const all = [...windows.values()]
    const kept = all.flatMap(({ first, last, failed }) => [...first, ...last, ...failed])
    const omitted = [...windows].flatMap(([step, window]) =>
      window.omitted > 0 ? [[step, window.omitted] as const] : [],
    )
    return {
      runs: kept
        .sort((one, other) => one.order - other.order)
        .flatMap(({ run }) => (dropped.has(run) ? [] : [run])),
      omitted: Object.fromEntries(omitted),
    }
  }

  return { add, drop: (run) => void dropped.add(run), recording }
}
