import {
  advance,
  replay,
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
import type { ExecutionStatus } from '../db/schema.ts'
import { newJob } from '../jobs/job.ts'
import { createCarrier, LostError, type CarryParts, type Outcome } from './carry-out.ts'
import { executionQueue } from './execution-queue.ts'
import type { Held } from './held.ts'
import type { Responses } from './responses.ts'

/** How an attempt left its execution. `lost`: another process owns it now, or the store refused; nothing was decided. */
export type Ending =
  | { kind: 'finished'; result: Result }
  | { kind: 'waiting' }
  | { kind: 'in_doubt' }
  | { kind: 'lost'; reason: string }

/** What an attempt needs of the process around it. */
export interface AttemptParts extends CarryParts {
  committer: GroupCommitter
  responses: Responses
  onStatus: (held: Held, status: ExecutionStatus) => void
  /** Whether this process runs an execution right now. */
  isHere: (executionId: string) => boolean
}

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
  readonly #carryOut: (open: OpenCommand) => Promise<Outcome>
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
    this.#carryOut = createCarrier(parts, {
      held,
      flowName: program.flow.name,
      depth: () => this.#state?.started.caller?.depth ?? 0,
      signal: this.#abort.signal,
      save: (entry) => this.#save(entry),
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

  #onOutcome(command: OpenCommand['command'], outcome: Outcome): void {
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

  async #save(entry?: Entry): Promise<void> {
    if (entry !== undefined) this.#append(entry)
    if (this.#unsaved.length > 0) await this.#flush()
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
    this.#flush({ update, jobs: this.#wakeCaller() }).then(
      () => {
        this.#parts.responses.finish(this.held.id, result)
        this.#parts.onStatus(this.held, result.status)
        this.#settle({ kind: 'finished', result })
      },
      (error: unknown) => this.#settle({ kind: 'lost', reason: describe(error) }),
    )
  }

  /** A caller in this process waits for the end as it is; one that was given back, or is elsewhere, is woken by a job. */
  #wakeCaller(): BatchJob[] {
    const { id, parentId } = this.held
    if (parentId === null || this.#parts.isHere(parentId)) return []
    return [{ executionId: id, job: newJob(executionQueue, { executionId: parentId }) }]
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
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
