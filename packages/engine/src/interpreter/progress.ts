import type { State } from './state.ts'

/** How far a loop is that an execution is in. */
export interface LoopProgress {
  /** Path of the loop's step. */
  step: string
  /** Turns that are over. */
  done: number
  /** Turns in all; null while nobody knows how many items a stream has. */
  total: number | null
}

/** The loops that an execution is in right now, outermost first. */
export function progressOf({ fibers }: State): LoopProgress[] {
  return [...fibers.values()].flatMap(({ loop }) =>
    loop === null ? [] : [{ step: loop.container, done: loop.next - loop.running, total: loop.count }],
  )
}
