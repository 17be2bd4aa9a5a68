import type { ErrorData, Json } from '@keyway/sdk'
import type { BlockIndex } from './program.ts'
import type { CommandId, Result, StartedEntry } from './journal.ts'

export type FiberId = number

/** Values that references see: results of steps by id. A loop turn has a scope of its own over the one around it. */
export interface Scope {
  parent: Scope | null
  values: Map<string, Json>
}

/** Where a fiber stands in one block. `container` is the path of the step whose lane it is; null for the flow itself. */
export interface Frame {
  block: BlockIndex
  next: number
  container: string | null
  lane: string | null
}

/** A loop that a fiber waits for: its turns run as fibers of their own. */
export interface Loop {
  container: string
  /** null for `repeat`, whose turns have no items. */
  list: Json[] | null
  count: number
  /** Index of the next turn that has not started. */
  next: number
  running: number
  /** By turn: what `collect` gave, or whether `keep` held. */
  results: Json[]
  memo: Json
  found: number | null
}

/** One line of execution. The flow starts as one fiber; each turn of a loop is another. */
export interface Fiber {
  id: FiberId
  parent: FiberId | null
  scope: Scope
  frames: Frame[]
  turns: readonly number[]
  loop: Loop | null
  /** Set when the fiber's turn was left before its end. */
  isLeft: boolean
  /** The step it waits in, as path and command. */
  waiting: { command: CommandId; block: BlockIndex; at: number } | null
}

/**
 * Everything an execution is between two entries. `advance` owns the state it is given and returns it changed: keep the
 * journal, not old states.
 */
export interface State {
  started: StartedEntry
  /** What references under `trigger` and `execution` read. */
  roots: { trigger: Json; execution: Json }
  fibers: Map<FiberId, Fiber>
  nextFiber: FiberId
  /** Which fiber a command's outcome goes to. A command that is not here any more is of no interest to anybody. */
  waiting: Map<CommandId, FiberId>
  lastCommand: CommandId
  randomPosition: number
  /** Steps run so far, against the limit. */
  steps: number
  result: Result | null
}

/** An error on its way up, with the step it came from. */
export interface Raised {
  error: ErrorData
  step: string
  card: string | null
}
