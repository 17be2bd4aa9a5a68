import type { ErrorData, Json, JsonObject } from '@keyway/sdk'

/** Number of the command an entry answers; commands are numbered from 1 in the order they came out of `advance`. */
export type CommandId = number

/** Why the flow runs and everything it may know of the outside: the first entry of every journal. */
export interface StartedEntry {
  type: 'started'
  at: number
  executionId: string
  /** Seeds the execution's random numbers, so that a replay draws the same ones. */
  seed: string
  /** What references under `trigger` read. */
  trigger: Json
  /** The flow that called this one, for helper flows. */
  caller?: {
    flow: string
    execution: string
    step: string
    /** Turn of the innermost loop around the call. */
    index: number | null
    /** 1 for a helper that an event's flow called, 2 for one that such a helper called, and so on. */
    depth: number
  }
}

/**
 * One line of the journal. `started` comes first; every other entry is the outcome of a command, or an order from
 * outside. The fold of `advance` over a journal rebuilds the execution, so an entry must carry everything that is not
 * determined by the flow: time, results, errors.
 */
export type Entry =
  | StartedEntry
  /** A `write` is about to happen. Without a later outcome it is in doubt after a crash. Changes no state. */
  | { type: 'intended'; at: number; command: CommandId }
  /** A person says that an intended write did not happen: it may be tried again. Changes no state. */
  | { type: 'withdrawn'; at: number; command: CommandId; by: string }
  | { type: 'succeeded'; at: number; command: CommandId; output: Json }
  | { type: 'failed'; at: number; command: CommandId; error: ErrorData }
  | { type: 'woke'; at: number; command: CommandId }
  | { type: 'child_finished'; at: number; command: CommandId; result: ChildResult }
  | { type: 'cancelled'; at: number; reason: string }

export type ChildResult =
  { status: 'succeeded'; output: JsonObject | null } | { status: 'failed' | 'cancelled'; error: ErrorData }

/** What the world must do next. `step` names the step by its path in the document (`steps[2].do[0]`). */
export type Command =
  | {
      type: 'run_action'
      id: CommandId
      step: string
      action: string
      connection: string | null
      input: Json
    }
  | { type: 'sleep'; id: CommandId; step: string; until: number }
  | {
      type: 'start_child'
      id: CommandId
      step: string
      flow: string
      input: JsonObject
      index: number | null
      async: boolean
    }
  /** Needs no outcome: the caller is answered, or is no longer there. */
  | { type: 'respond'; id: CommandId; step: string; response: Response }
  | { type: 'finish'; result: Result }

/** Answer to the caller of an API endpoint. */
export interface Response {
  status: number
  headers: Record<string, string>
  body: Json
}

/** How an execution ended. `stopped` is a Continue If that did not hold; it counts as success. */
export type Result =
  | { status: 'succeeded'; output: JsonObject | null; stopped?: { step: string; message: string | null } }
  | { status: 'failed'; error: ErrorData; step: string }
  | { status: 'cancelled'; reason: string }
