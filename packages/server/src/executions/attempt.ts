import {
  advance,
  createOpenCommands,
  deadlineOf,
  proceed,
  replay,
  type Advanced,
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
import type { BatchJob, ExecutionUpdate } from '../db/hot-store.ts'
import type { ExecutionStatus } from '../db/schema.ts'
import { newJob, type NewJob } from '../jobs/job.ts'
import { createCarrier, LostError, type CarryParts, type Outcome } from './carry-out.ts'
import { executionQueue } from './execution-queue.ts'
import { toEnd, type FirstSteps } from './first-steps.ts'
import type { Held } from './held.ts'
import { createJournalWriter, type JournalWriter } from './journal-writer.ts'
import { namesIn } from './names-in.ts'
import type { ReadExecution } from './read-journal.ts'
import type { Responses } from './responses.ts'

/** How an attempt left its execution. `lost`: another process owns it now, or the store refused; nothing was decided. */
export type Ending =
  | { kind: 'finished'; result: Result }
  | { kind: 'waiting' }
  | { kind: 'paused' }
  | { kind: 'in_doubt' }
  | { kind: 'given_back' }
  | { kind: 'lost'; reason: string }

/** An execution that is over. */
export interface EndedExecution {
  held: Held
  /** Why and how it ran. */
  started: StartedEntry
  program: Program
  result: Result
}

/** What an attempt needs of the process around it. */
export interface AttemptParts extends CarryParts {
  committer: GroupCommitter
  responses: Responses
  onStatus: (held: Held, status: ExecutionStatus) => void
  /** Whether this process runs an execution right now. */
  isHere: (executionId: string) => boolean
  /** Jobs to be committed with the end of an execution: for those who wait for it. */
  jobsOfEnd?: (ended: EndedExecution) => readonly NewJob[]
  /** Executions that waited in line behind this one may run now. */
  onCalled: (executionIds: readonly string[]) => void
}

/** Jobs for those who wait for the ends of executions, committed with the end. */
export function jobsOfEnd(parts: Pick<AttemptParts, 'jobsOfEnd'>, ended: EndedExecution): BatchJob[] {
  return (parts.jobsOfEnd?.(ended) ?? []).map((job) => ({ executionId: ended.held.id, job }))
}

/** Steps run in one go. Then others have the processor: a long loop must not keep the process from its other work. */
const stepsAtOnce = 5_000
/** A deadline that is further away needs no timer: whoever comes back to the execution looks at it. */
const longestTimerMs = 24 * 3_600_000

/**
 * One attempt at an execution: carries out what the interpreter asks for and journals the outcomes. Reads and idempotent
 * actions are journalled with the next commit; before a write the journal so far and an intent are on disk.
 */
export class Attempt {
  readonly held: Held
  readonly done: Promise<Ending>
  readonly #parts: AttemptParts
  readonly #program: Program
  #abort: AbortController | undefined
  readonly #carryOut: (open: OpenCommand) => Promise<Outcome>
  readonly #open = createOpenCommands()
  readonly #journal: JournalWriter
  #settle!: (ending: Ending) => void
  #state: State | null = null
  /** Entries that are in the journal and not yet worked off, in order. */
  #pending: Entry[] = []
  /** Commands being carried out. */
  readonly #inFlight = new Set<CommandId>()
  /** Writes whose intents were stored with the execution. */
  readonly #announced = new Set<CommandId>()
  #isUnsettled = false
  #isScheduled = false
  #wakeAt: number | null = null
  #inDoubt = false
  /** What becomes of the execution as soon as nothing of it is under way. */
  #leaving: 'paused' | 'queued' | null = null
  #over = false
  #deadline: NodeJS.Timeout | undefined

  constructor(parts: AttemptParts, held: Held, program: Program) {
    this.#parts = parts
    this.held = held
    this.#program = program
    this.done = new Promise((resolve) => {
      this.#settle = resolve
    })
    this.#journal = createJournalWriter(parts.committer, held, (error) => this.#lose(error))
    this.#carryOut = createCarrier(parts, {
      held,
      flow: program.flow,
      started: () => this.#started(),
      signal: () => (this.#abort ??= new AbortController()).signal,
      isAnnounced: (command) => this.#announced.delete(command),
      save: (entry) => this.#save(entry),
    })
  }

  /** Begins an execution whose `started` entry is on disk at position 0, and behind it the intents of `first`. */
  begin(started: StartedEntry, first?: FirstSteps): void {
    this.#journal.continueAt(1 + (first?.intents.length ?? 0))
    this.#guard(() => {
      for (const intent of first?.intents ?? []) this.#announced.add(intent.command)
      this.#take(first?.advanced ?? advance(this.#program, null, started, { slice: stepsAtOnce }))
      for (const intent of first?.intents ?? []) this.#open.note(intent)
      this.#watchDeadline()
      this.#work()
    })
  }

  /** Goes on where a journal ends: gives again what has no outcome. */
  resume({ from, entries, position }: ReadExecution): void {
    this.#journal.continueAt(position)
    this.#guard(() => {
      const { state, open, response, result } = replay(this.#program, entries, { from })
      this.#state = state
      // What waited for its turn has its first steps run by this.
      if (response !== null) this.#parts.responses.answer(this.held.id, response)
      if (result !== null) return this.#finish(result)
      this.#open.add(open)
      if (this.#parts.now() >= deadlineOf(state)) return this.#passDeadline()
      this.#watchDeadline()
      for (const command of open) this.#carry(command)
      this.#settleIfIdle()
    })
  }

  /** Ends the execution by order of a person. */
  cancel(reason: string): void {
    if (this.#over || this.#state === null) return
    this.#guard(() => this.#enter({ type: 'cancelled', at: this.#parts.now(), reason }))
  }

  /** Gives the execution back as soon as nothing is under way. What has begun is finished and journalled first. */
  pause(): void {
    if (this.#over) return
    this.#leaving = 'paused'
    this.#guard(() => this.#settleIfIdle())
  }

  /** The same, for this process wants to end: another one goes on with it at once. */
  giveBack(): void {
    if (this.#over) return
    this.#leaving ??= 'queued'
    this.#guard(() => this.#settleIfIdle())
  }

  /** Gives it back now. What is under way is cut off, and to whoever goes on it is as after a crash. */
  cut(): void {
    if (this.#over || this.#state === null) return
    this.#release('queued', { kind: 'given_back' }, null)
    this.#abort?.abort(new LostError('The process ends.'))
  }

  /** Somebody may have answered: looks again at the questions that are open. */
  lookAtAnswers(): void {
    if (this.#over || this.#state === null) return
    for (const open of this.#open.list(this.#state)) {
      if (open.command.type === 'ask' && !this.#inFlight.has(open.command.id)) this.#carry(open)
    }
  }

  #started(): StartedEntry {
    if (this.#state === null) throw new Error('Nothing is carried out before an execution has started.')
    return this.#state.started
  }

  /** Writes an entry into the journal and works it off when its turn comes. */
  #enter(entry: Entry, changed?: readonly string[]): void {
    this.#journal.append(entry, changed)
    this.#open.note(entry)
    this.#pending.push(entry)
    this.#work()
  }

  /** Works off entries, in slices; what is left comes back after others had their turn. */
  #work(): void {
    while (!this.#over && !this.#isScheduled) {
      if (this.#isUnsettled) {
        if (this.#leaving !== null) break
        this.#take(proceed(this.#program, this.#settledState(), { slice: stepsAtOnce }))
      } else {
        const entry = this.#pending.shift()
        if (entry === undefined) break
        this.#take(advance(this.#program, this.#state, entry, { slice: stepsAtOnce }))
      }
      if (this.#isUnsettled && !this.#over) {
        this.#isScheduled = true
        setImmediate(() => {
          this.#isScheduled = false
          this.#guard(() => this.#work())
        })
        return
      }
    }
    if (this.#over || this.#isScheduled) return
    this.#keepUp()
    this.#settleIfIdle()
  }

  #settledState(): State {
    if (this.#state === null) throw new Error('An execution that has not started cannot go on.')
    return this.#state
  }

  #take({ state, commands, isSettled }: Advanced): void {
    this.#state = state
    this.#isUnsettled = !isSettled
    this.#open.addCommands(commands)
    for (const command of commands) this.#handle(command)
  }

  /** Brings long journals to disk as they grow, with a snapshot now and then. */
  #keepUp(): void {
    if (this.#isUnsettled || this.#pending.length > 0 || this.#state === null) return
    this.#journal.keepUp(this.#state, this.#open)?.catch((error: unknown) => this.#lose(error))
  }

  #handle(command: Command): void {
    if (this.#over) return
    if (command.type === 'finish') this.#finish(command.result)
    else if (command.type === 'respond') this.#parts.responses.answer(this.held.id, command.response)
    else this.#carry({ command, intendedAt: null, postponed: null })
  }

  #carry(open: OpenCommand): void {
    // It stays open: whoever resumes the execution carries it out.
    if (this.#leaving !== null) return
    this.#inFlight.add(open.command.id)
    this.#carryOut(open).then(
      (outcome) => this.#guard(() => this.#onOutcome(open.command, outcome)),
      (error: unknown) => this.#lose(error),
    )
  }

  #onOutcome(command: OpenCommand['command'], outcome: Outcome): void {
    this.#inFlight.delete(command.id)
    if (this.#over) return
    switch (outcome.kind) {
      case 'entry':
        // A sibling of a failed turn is of no interest to the flow, but what it did belongs into the record.
        this.#enter(outcome.entry, this.#changedBy(command))
        if (outcome.wrote && !this.#over) this.#save().catch((error: unknown) => this.#lose(error))
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

  #changedBy(command: OpenCommand['command']): readonly string[] {
    if (command.type !== 'run_action' || this.#parts.actions.isRead(command.action)) return []
    return namesIn(command.input)
  }

  #isAwaited(command: CommandId): boolean {
    return this.#state?.waiting.has(command) === true
  }

  #settleIfIdle(): void {
    if (this.#over || this.#inFlight.size > 0 || this.#isScheduled) return
    if (this.#leaving === 'paused') return this.#release('paused', { kind: 'paused' }, null)
    if (this.#leaving === 'queued') return this.#release('queued', { kind: 'given_back' }, null)
    if (this.#isUnsettled || this.#pending.length > 0) return
    if (this.#inDoubt) return this.#release('in_doubt', { kind: 'in_doubt' }, null)
    if (this.#wakeAt !== null) {
      const deadline = deadlineOf(this.#settledState())
      return this.#release('waiting', { kind: 'waiting' }, Math.min(this.#wakeAt, deadline))
    }
    this.#lose(new Error('The execution waits for nothing and is not finished.'))
  }

  async #save(entry?: Entry): Promise<void> {
    if (entry !== undefined) {
      this.#journal.append(entry)
      this.#open.note(entry)
    }
    await this.#journal.flush()
    // Whoever asked wants to do something next, and the execution may be somebody else's by now.
    if (this.#over) throw new LostError('This attempt is over.')
  }

  #watchDeadline(): void {
    const left = deadlineOf(this.#settledState()) - this.#parts.now()
    if (this.#over || left > longestTimerMs) return
    this.#deadline = setTimeout(() => this.#guard(() => this.#passDeadline()), Math.max(0, left))
    this.#deadline.unref()
  }

  #passDeadline(): void {
    if (!this.#over) this.#enter({ type: 'deadline_passed', at: this.#parts.now() })
  }

  #update(status: ExecutionStatus): ExecutionUpdate {
    const { id: executionId, owner, attempt } = this.held
    return { executionId, owner, attempt, status, finishedAt: null, error: null, stopped: false }
  }

  #finish(result: Result): void {
    if (this.#over) return
    this.#end()
    // An abort makes an error with a stack, so it is kept for those who would hear it.
    if (this.#inFlight.size > 0) this.#abort?.abort()
    const update: ExecutionUpdate = {
      ...this.#update(result.status),
      ...toEnd(result, this.#parts.now()),
      ...(this.held.lineKey === null ? {} : { line: this.held.lineKey }),
    }
    const ended = { held: this.held, started: this.#started(), program: this.#program, result }
    const jobs = [...this.#wakeCaller(), ...jobsOfEnd(this.#parts, ended)]
    this.#journal.flush({ update, jobs }).then(
      (called) => {
        if (called.length > 0) this.#parts.onCalled(called)
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

  #release(
    status: 'waiting' | 'in_doubt' | 'paused' | 'queued',
    ending: Ending,
    wakeAt: number | null,
  ): void {
    this.#end()
    const executionId = this.held.id
    const jobs =
      wakeAt === null
        ? []
        : [{ executionId, job: newJob(executionQueue, { executionId }, { startAfter: wakeAt }) }]
    this.#journal.flush({ update: this.#update(status), jobs }).then(
      () => {
        this.#parts.responses.forget(this.held.id)
        this.#parts.onStatus(this.held, status)
        this.#settle(ending)
      },
      (error: unknown) => this.#settle({ kind: 'lost', reason: describe(error) }),
    )
  }

  #end(): void {
    this.#over = true
    clearTimeout(this.#deadline)
  }

  #lose(error: unknown): void {
    this.#journal.close()
    this.#abort?.abort()
    if (this.#over) return
    this.#end()
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
