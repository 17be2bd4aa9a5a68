import type { ErrorData, Json, JsonObject, WaitsFor } from '@keyway/sdk'
import type { AnswerField, Limits, Priority, Retry } from '../flow/document.ts'

/** The rules of the interpreter. It grows when the same journal would lead to something else than before. */
export const semanticsVersion = 1

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
  /** The rules it was written under (`semanticsVersion`); absent is 1. */
  semantics?: number
  /** Reads happen, everything that would change something is described instead. */
  dryRun?: true
  /** Where a person sees it; references read it as `execution.url`. */
  url?: string
  /** What it may use at most; absent is `defaultLimits`. */
  limits?: Required<Limits>
  /** Why it ends before its first step. */
  refused?: ErrorData
  /** Outcomes of an earlier execution that this one takes over instead of asking the world again, by `givenKey`. */
  given?: Readonly<Record<string, GivenOutcome>>
  /** The execution it repeats. */
  rerunOf?: string
  /** The execution that caused it, by rows that it changed or by how it ended; helpers have that of their caller. */
  cause?: Cause
  /** The flow that called this one, for helper flows. */
  caller?: {
    flow: string
    execution: string
    step: string
    /** Turn of the innermost loop around the call. */
    index: number | null
    /** 1 for a helper that an event's flow called, 2 for one that such a helper called, and so on. */
    depth: number
    /** How urgent the caller is; absent is `bulk`. */
    priority?: Priority
  }
}

/** The last link of a chain of executions that cause one another. */
export interface Cause {
  /** Id of the execution. */
  execution: string
  /** How long the chain is: 1 where nothing in Keyway caused that execution. */
  depth: number
}

/** What a step led to in an earlier execution. */
export type GivenOutcome = { output: Json } | { error: ErrorData }

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
  /**
   * It did not happen, and is tried again at `until`, after so many tries: because one of them failed, or because it waits
   * for its turn. Changes no state.
   */
  | { type: 'postponed'; at: number; command: CommandId; until: number; tries: number; waitsFor?: WaitsFor }
  | { type: 'succeeded'; at: number; command: CommandId; output: Json }
  | { type: 'failed'; at: number; command: CommandId; error: ErrorData }
  /** A dry run: the command was not carried out; `output` is what the flow goes on with. */
  | { type: 'described'; at: number; command: CommandId; output: Json }
  /** A person answered, or the time for it was over. */
  | { type: 'answered'; at: number; command: CommandId; answer: JsonObject }
  | { type: 'woke'; at: number; command: CommandId }
  | { type: 'child_finished'; at: number; command: CommandId; result: ChildResult }
  | { type: 'cancelled'; at: number; reason: string }
  /** Nothing happened until now; ends an execution whose deadline is over. */
  | { type: 'deadline_passed'; at: number }

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
      retry?: Retry
    }
  /** Reads one page of what a loop runs over. Its output is an ItemPage. */
  | {
      type: 'read_page'
      id: CommandId
      step: string
      action: string
      connection: string | null
      input: Json
      cursor: Json
      size: number
    }
  | { type: 'sleep'; id: CommandId; step: string; until: number }
  /** Asks a person; without an answer until `expiresAt` the outcome is an answer that says so. */
  | { type: 'ask'; id: CommandId; step: string; request: PersonRequest; expiresAt: number }
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

/** What a person is asked: to approve (`fields` null), or to fill a form. */
export interface PersonRequest {
  question: string
  details: Json
  /** E-mail addresses; empty means everybody who may operate flows. */
  approvers: string[]
  fields: readonly AnswerField[] | null
}

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
