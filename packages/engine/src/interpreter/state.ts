import type { ErrorData, Json, JsonObject } from '@keyway/sdk'
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

/** The items of a loop: all of them, none (`repeat`), or the page that was read last. */
export type Items =
  | { kind: 'list'; list: Json[] }
  | { kind: 'none' }
  | {
      kind: 'pages'
      input: JsonObject
      page: Json[]
      /** Index of the page's first item among all. */
      first: number
      /** Pages read so far. */
      pages: number
      cursor: Json
      isLast: boolean
    }

/** A loop that a fiber waits for: its turns run as fibers of their own. */
export interface Loop {
  container: string
  items: Items
  /** How many turns there will be; null while pages are still to come. */
  count: number | null
  /** Index of the next turn that has not started. */
  next: number
  running: number
  /** By turn: what `collect` gave. */
  results: Json[]
  /** What `keep` keeps, by turn. */
  kept: { index: number; item: Json }[]
  memo: Json
  found: { index: number; item: Json } | null
  /** Why no further page could be read. The loop ends with it when its running turns are over. */
  failure?: Raised
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
  /** Fibers that can go on, in the order of their turns. Empty between two entries, unless a slice ended early. */
  queue: FiberId[]
  /** Time of the entry being processed. */
  at: number
  /** Steps run and helpers started so far, against the limits. */
  steps: number
  children: number
  result: Result | null
}

/** An error on its way up, with the step it came from. */
export interface Raised {
  error: ErrorData
  step: string
  card: string | null
}
