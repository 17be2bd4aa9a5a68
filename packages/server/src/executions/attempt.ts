import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { outcomeUnknown, toErrorData, type ErrorData } from '@keyway/sdk'
import {
  advance,
  replay,
  type ChildResult,
  type Command,
  type CommandId,
  type Entry,
  type OpenCommand,
  type Program,
  type Result,
  type StartedEntry,
  type State,
} from '@keyway/engine'
import type { GroupCommitter } from '../db/group-commit.ts'
import type { BatchJob, ExecutionUpdate, NewEntry } from '../db/hot-store.ts'
import type { ExecutionMode, ExecutionStatus } from '../db/schema.ts'
import { newJob } from '../jobs/job.ts'
import type { ActionRunner } from './actions.ts'
import { executionQueue } from './execution-queue.ts'
import type { Responses } from './responses.ts'

/** An execution this process holds, and the attempt it holds it under. */
export interface Held {
  id: string
  flowId: string
  versionId: string
  parentId: string | null
  rootId: string
  mode: ExecutionMode
  owner: string
  attempt: number
}

/** How an attempt left its execution. `lost`: another process owns it now, or the store refused; nothing was decided. */
export type Ending =
  | { kind: 'finished'; result: Result }
  | { kind: 'waiting' }
  | { kind: 'in_doubt' }
  | { kind: 'lost'; reason: string }

export interface NewChild {
  id: string
  flow: string
  started: StartedEntry
  parent: Held
  command: CommandId
  async: boolean
}

/** What an attempt needs of the process around it. */
export interface AttemptParts {
  committer: GroupCommitter
  actions: ActionRunner
  responses: Responses
  now: () => number
  /** Creates a helper execution (or finds the one of an earlier life) and runs it to its end. */
  callHelper: (child: NewChild, newId: string) => Promise<HelperOutcome>
  newId: () => string
  onStatus: (held: Held, status: ExecutionStatus) => void
}

/** A helper's result, or when to ask again because another process has it. */
export type HelperOutcome =
  { kind: 'result'; result: ChildResult } | { kind: 'started'; id: string } | { kind: 'elsewhere' }

/** Pause before asking again for a helper that runs in another process, or is in doubt. */
const helperPollMs = 5_000
/** Waits up to this long are kept in memory; longer ones give the execution back until they are over. */
const shortWaitMs = 2_000
/** How deep helper flows may call helper flows. */
const maximumDepth = 50
/** Tries of an action whose error says "later", before the error reaches the flow. */
const maximumTries = 5
const firstRetryMs = 500

/** What became of a command. */
type Outcome =
  { kind: 'entry'; entry: Entry; wrote: boolean } | { kind: 'later'; at: number } | { kind: 'in_doubt' }

type Carried = OpenCommand['command']

class LostError extends Error {}

/**
 * One attempt at an execution: carries out what the interpreter asks for and journals the outcomes. Reads and idempotent
 * actions are journalled with the next commit; before a write the journal so far and an intent are on disk.
 */
export class Attempt {
  readonly held: Held
  readonly done: Promise<Ending>
  readonly #parts: AttemptParts
  readonly #program: Program
  readonly #abort = new AbortController()
  readonly #tries = new Map<CommandId, number>()
  #settle!: (ending: Ending) => void
  #state: State | null = null
  #position = 0
  #unsaved: NewEntry[] = []
  #inFlight = 0
  #wakeAt: number | null = null
  #inDoubt = false
  #over = false
  #isLost = false

  constructor(parts: AttemptParts, held: Held, program: Program) {
    this.#parts = parts
    this.held = held
    this.#program = program
    this.done = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** Begins an execution whose `started` entry is on disk at position 0. */
  begin(started: StartedEntry): void {
    this.#position = 1
    this.#guard(() => this.#advance(started, false))
  }

  /** Goes on where a journal ends: gives again what has no outcome. */
  resume(journal: readonly Entry[]): void {
    this.#position = journal.length
    this.#guard(() => {
      const { state, open, result } = replay(this.#program, journal)
      this.#state = state
      if (result !== null) return this.#finish(result)
      for (const command of open) this.#carry(command)
      this.#settleIfIdle()
    })
  }

  /** Ends the execution by order of a person. */
  cancel(reason: string): void {
    if (this.#over || this.#state === null) return
    this.#guard(() => this.#advance({ type: 'cancelled', at: this.#parts.now(), reason }, true))
  }

  #advance(entry: Entry, append: boolean): void {
    if (append) this.#append(entry)
    const { state, commands } = advance(this.#program, this.#state, entry)
    this.#state = state
    this.#handle(commands)
  }

  #append(entry: Entry): void {
    const { id: executionId, owner, attempt } = this.held
    this.#unsaved.push({
      executionId,
      owner,
      attempt,
      position: this.#position,
      entry: JSON.stringify(entry),
    })
    this.#position += 1
  }

  #handle(commands: readonly Command[]): void {
    for (const command of commands) {
      if (command.type === 'finish') return this.#finish(command.result)
      if (command.type === 'respond') this.#parts.responses.answer(this.held.id, command.response)
      else this.#carry({ command, intendedAt: null })
    }
  }

  #carry(open: OpenCommand): void {
    this.#inFlight += 1
    this.#carryOut(open).then(
      (outcome) => this.#guard(() => this.#onOutcome(open.command, outcome)),
      (error: unknown) => this.#lose(error),
    )
  }

  #onOutcome(command: Carried, outcome: Outcome): void {
    this.#inFlight -= 1
    if (this.#over) return
    switch (outcome.kind) {
      case 'entry':
        // A sibling of a failed turn is of no interest to the flow, but what it did belongs into the record.
        this.#advance(outcome.entry, true)
        if (outcome.wrote && !this.#over && this.#unsaved.length > 0)
          this.#flush().catch((error) => this.#lose(error))
        break
      case 'later':
        if (this.#isAwaited(command.id)) this.#wakeAt = Math.min(this.#wakeAt ?? Infinity, outcome.at)
        break
      case 'in_doubt':
        this.#inDoubt ||= this.#isAwaited(command.id)
        break
    }
    this.#settleIfIdle()
  }

  #isAwaited(command: CommandId): boolean {
    return this.#state?.waiting.has(command) === true
  }

  #settleIfIdle(): void {
    if (this.#over || this.#inFlight > 0) return
    if (this.#inDoubt) return this.#release('in_doubt', { kind: 'in_doubt' }, null)
    if (this.#wakeAt !== null) return this.#release('waiting', { kind: 'waiting' }, this.#wakeAt)
    this.#lose(new Error('The execution waits for nothing and is not finished.'))
  }

  /** Writes the journal so far. Throws LostError when another process owns the execution by now. */
  async #flush(more: { update?: ExecutionUpdate; jobs?: BatchJob[] } = {}): Promise<void> {
    if (this.#isLost) throw new LostError('This attempt is over.')
    const entries = this.#unsaved
    this.#unsaved = []
    const updates = more.update === undefined ? [] : [more.update]
    const { fenced } = await this.#parts.committer.submit({ entries, updates, jobs: more.jobs ?? [] })
    if (fenced.has(this.held.id)) throw new LostError('Another process has taken the execution over.')
  }

  #update(status: ExecutionStatus): ExecutionUpdate {
    const { id: executionId, owner, attempt } = this.held
    return { executionId, owner, attempt, status, finishedAt: null, error: null, stopped: false }
  }

  #finish(result: Result): void {
    if (this.#over) return
    this.#over = true
    // An abort makes an error with a stack, so it is kept for those who would hear it.
    if (this.#inFlight > 0) this.#abort.abort()
    const failure = result.status === 'failed' ? result : null
    const update: ExecutionUpdate = {
      ...this.#update(result.status),
      finishedAt: this.#parts.now(),
      error:
        failure === null
          ? null
          : { code: failure.error.code, message: failure.error.message.slice(0, 2000), step: failure.step },
      stopped: result.status === 'succeeded' && result.stopped !== undefined,
    }
    this.#flush({ update }).then(
      () => {
        this.#parts.responses.finish(this.held.id, result)
        this.#parts.onStatus(this.held, result.status)
        this.#settle({ kind: 'finished', result })
      },
      (error: unknown) => this.#settle({ kind: 'lost', reason: describe(error) }),
    )
  }

  #release(status: 'waiting' | 'in_doubt', ending: Ending, wakeAt: number | null): void {
    this.#over = true
    const executionId = this.held.id
    const jobs =
      wakeAt === null
        ? []
        : [{ executionId, job: newJob(executionQueue, { executionId }, { startAfter: wakeAt }) }]
    this.#flush({ update: this.#update(status), jobs }).then(
      () => {
        this.#parts.responses.forget(this.held.id)
        this.#parts.onStatus(this.held, status)
        this.#settle(ending)
      },
      (error: unknown) => this.#settle({ kind: 'lost', reason: describe(error) }),
    )
  }

  #lose(error: unknown): void {
    this.#isLost = true
    this.#abort.abort()
    if (this.#over) return
    this.#over = true
    this.#parts.responses.forget(this.held.id)
    this.#settle({ kind: 'lost', reason: describe(error) })
  }

  #guard(move: () => void): void {
    try {
      move()
    } catch (error) {
      this.#lose(error)
    }
  }

  async #carryOut({ command, intendedAt }: OpenCommand): Promise<Outcome> {
    switch (command.type) {
      case 'run_action':
        return this.#runAction(command, intendedAt)
      case 'start_child':
        return this.#callHelper(command)
      case 'sleep': {
        const left = command.until - this.#parts.now()
        if (left > shortWaitMs) return { kind: 'later', at: command.until }
        if (left > 0) await pause(left, this.#abort.signal)
        return this.#entry({ type: 'woke', at: this.#parts.now(), command: command.id })
      }
    }
  }

  async #runAction(
    command: Extract<Carried, { type: 'run_action' }>,
    intendedAt: number | null,
  ): Promise<Outcome> {
    const { actions } = this.#parts
    const call = {
      action: command.action,
      connection: command.connection,
      input: command.input,
      flowId: this.held.flowId,
      idempotencyKey: `${this.held.id}:${command.id}`,
      now: this.#parts.now(),
      signal: this.#abort.signal,
    }
    try {
      const writes = actions.isWrite(command.action)
      if (writes && intendedAt !== null) {
        if (!actions.canLookUp(command.action)) return { kind: 'in_doubt' }
        const output = await actions.lookUp(call)
        if (output !== undefined)
          return this.#entry({ type: 'succeeded', at: this.#parts.now(), command: command.id, output })
      } else if (writes) {
        this.#append({ type: 'intended', at: this.#parts.now(), command: command.id })
        await this.#flush()
      }
      const output = await actions.run(call)
      return this.#entry({ type: 'succeeded', at: this.#parts.now(), command: command.id, output }, writes)
    } catch (error) {
      if (error instanceof LostError) throw error
      return this.#afterError(command, toErrorData(error))
    }
  }

  async #afterError(command: Extract<Carried, { type: 'run_action' }>, error: ErrorData): Promise<Outcome> {
    // The request went out and its answer was lost: only looking it up, or a person, can tell.
    if (error.code === outcomeUnknown) {
      return this.#parts.actions.canLookUp(command.action)
        ? this.#runAction(command, this.#parts.now())
        : { kind: 'in_doubt' }
    }
    const tries = (this.#tries.get(command.id) ?? 0) + 1
    this.#tries.set(command.id, tries)
    if (error.retry === 'later' && tries < maximumTries && !this.#abort.signal.aborted) {
      const wait = error.retryAfterMs ?? firstRetryMs * 2 ** (tries - 1)
      if (wait > shortWaitMs && this.#canPark(command)) return { kind: 'later', at: this.#parts.now() + wait }
      await pause(Math.min(wait, 60_000), this.#abort.signal)
      return this.#runAction(command, null)
    }
    return this.#entry({ type: 'failed', at: this.#parts.now(), command: command.id, error })
  }

  /** A parked write would look intended and thus in doubt when it comes back, so writes wait in memory. */
  #canPark(command: Extract<Carried, { type: 'run_action' }>): boolean {
    return !this.#parts.actions.isWrite(command.action)
  }

  async #callHelper(command: Extract<Carried, { type: 'start_child' }>): Promise<Outcome> {
    const at = this.#parts.now()
    const depth = (this.#state?.started.caller?.depth ?? 0) + 1
    if (depth > maximumDepth) {
      const message =
        `Helper flows call each other ${maximumDepth} levels deep, and this would be one more. ` +
        'A flow that calls itself needs a condition that ends it.'
      const error: ErrorData = { code: 'limit_nesting', message, retry: 'never' }
      return this.#entry({ type: 'failed', at, command: command.id, error })
    }
    const id = this.#parts.newId()
    const started: StartedEntry = {
      type: 'started',
      at,
      executionId: id,
      seed: randomUUID(),
      trigger: command.input,
      caller: {
        flow: this.#program.flow.name,
        execution: this.held.id,
        step: command.step,
        index: command.index,
        depth,
      },
    }
    const { flow, async } = command
    // The journal so far goes first: a helper never exists whose caller does not know why.
    if (this.#unsaved.length > 0) await this.#flush()
    try {
      const outcome = await this.#parts.callHelper(
        { id, flow, started, parent: this.held, command: command.id, async },
        id,
      )
      if (outcome.kind === 'elsewhere') return { kind: 'later', at: this.#parts.now() + helperPollMs }
      if (outcome.kind === 'started') {
        return this.#entry({
          type: 'succeeded',
          at: this.#parts.now(),
          command: command.id,
          output: { executionId: outcome.id },
        })
      }
      return this.#entry({
        type: 'child_finished',
        at: this.#parts.now(),
        command: command.id,
        result: outcome.result,
      })
    } catch (error) {
      if (error instanceof LostError) throw error
      return this.#entry({
        type: 'failed',
        at: this.#parts.now(),
        command: command.id,
        error: toErrorData(error),
      })
    }
  }

  #entry(entry: Entry, wrote = false): Outcome {
    return { kind: 'entry', entry, wrote }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // An abort ends the pause early; whoever paused looks at the signal.
  await setTimeout(ms, undefined, { signal }).catch(() => undefined)
}
