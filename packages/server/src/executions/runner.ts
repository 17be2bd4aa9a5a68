import type { Entry, Program, StartedEntry } from '@keyway/engine'
import type { Logger } from 'pino'
import type { ClaimedExecution, NewExecution } from '../db/hot-store.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { newJob } from '../jobs/job.ts'
import { Attempt, type AttemptParts, type Ending } from './attempt.ts'
import { createHelperCaller, type HelperParts } from './call-helper.ts'
import { executionQueue } from './execution-queue.ts'
import type { Held } from './held.ts'
import { readExecution, readUntouched } from './read-journal.ts'
import { isFinal } from './status.ts'
import { createTaker } from './take-together.ts'

export interface RunnerParts extends Omit<AttemptParts, 'callHelper' | 'isHere' | 'onCalled'>, HelperParts {
  jobs: Jobs
  log: Logger
  /** Holds one that is queued or waits, or lets a held one go again; false when it stands otherwise. */
  pauseIdle: (executionId: string) => Promise<boolean>
  unpause: (executionId: string) => Promise<boolean>
  /** Ends an execution that waits for its turn; false when it stands otherwise. */
  leaveLine: (executionId: string, entry: Entry) => Promise<boolean>
  /** Gives back an execution that its owner cannot go on with, so that it can be claimed again. */
  release: (executionId: string, owner: string) => Promise<void>
  /** On embedded storage nobody else can hold an execution, so leases need no renewal; opening it frees them all. */
  isOnlyProcess: boolean
  maximumRunning: number
  /** How often leases are renewed and what nobody runs is looked for. */
  tickMs?: number
}

export interface Runner {
  /** How a new execution should be stored: held by this process while there is room, queued with a job otherwise. */
  admit: () => Admission
  /** Runs an execution that was stored as held; its `started` entry is on disk. */
  begin: (execution: NewExecution, started: StartedEntry, program: Program) => Promise<Ending>
  /** Takes an execution if nobody holds it, appends what a person decided, and goes on. False when somebody holds it. */
  takeUp: (executionId: string, entry?: Entry) => Promise<boolean>
  /** Cancels an execution wherever it stands. False when it is finished or held by another process. */
  cancel: (executionId: string, reason: string) => Promise<boolean>
  /** Holds an execution as soon as nothing of it is under way. False when it is over or held by another process. */
  pause: (executionId: string) => Promise<boolean>
  /** Goes on with a paused execution. False when it is not paused. */
  resume: (executionId: string) => Promise<boolean>
  /** Whether this process runs an execution right now. */
  isHere: (executionId: string) => boolean
  /** How much of the room is taken, 0 to 1. */
  load: () => number
  /** Somebody answered a question of this execution. */
  lookAtAnswers: (executionId: string) => Promise<void>
  start: () => Promise<void>
  stop: (graceMs: number) => Promise<void>
}

export type Admission =
  { kind: 'held'; owner: string; leaseUntil: number; release: () => void } | { kind: 'queued' }

/** How long a process may be silent before others take over what it holds. */
const leaseMs = 30_000
const foreverMs = 100 * 365 * 24 * 3_600_000
const renewEveryMs = 10_000
const claimAtOnce = 100
const jobConcurrency = 64
/** An execution that was lost this often is left to a person: something about it is wrong. */
const mostAttempts = 20

/**
 * Runs executions in this process: the first attempt where the event was accepted, later ones from jobs and after
 * leases ran out. Every execution it runs is held under this process's name.
 */
export function createRunner(parts: RunnerParts): Runner {
  const { hot, committer, jobs, log, owner, now } = parts
  const attempts = new Map<string, Attempt>()
  let reserved = 0
  let timer: NodeJS.Timeout | undefined
  let stopping = false
  /** Whether the last look for executions of nobody found as many as it had room for. */
  let mayHaveMore = false
  let recovering: Promise<void> | undefined
  /** Executions that an attempt could not go on with, for a fault of the store or of ours. */
  const lost = new Set<string>()

  const take = createTaker((executionIds) =>
    hot.take({ owner, leaseUntil: leaseEnd(), now: now(), executionIds }),
  )
  const attemptParts: AttemptParts = {
    ...parts,
    callHelper: createHelperCaller(parts, {
      find: (executionId) => attempts.get(executionId),
      leaseEnd,
      begin,
      take,
      resume: (claimed) => resume(claimed),
    }),
    isHere: (executionId) => attempts.has(executionId),
    onCalled,
  }

  /** What there is no room for now is found as soon as there is. */
  function onCalled(executionIds: readonly string[]): void {
    for (const executionId of executionIds) {
      if (stopping || attempts.size + reserved >= parts.maximumRunning) mayHaveMore = true
      else
        void takeUp(executionId).catch((error: unknown) =>
          log.error({ executionId, err: error }, 'an execution whose turn came could not be taken up'),
        )
    }
  }

  function leaseEnd(): number {
    return now() + (parts.isOnlyProcess ? foreverMs : leaseMs)
  }

  function admit(): Admission {
    if (stopping || attempts.size + reserved >= parts.maximumRunning) return { kind: 'queued' }
    reserved += 1
    let isReleased = false
    const release = (): void => {
      if (!isReleased) reserved -= 1
      isReleased = true
    }
    return { kind: 'held', owner, leaseUntil: leaseEnd(), release }
  }

  function launch(held: Held, program: Program, go: (attempt: Attempt) => void): Promise<Ending> {
    const attempt = new Attempt(attemptParts, held, program)
    attempts.set(held.id, attempt)
    parts.onStatus(held, 'running')
    void attempt.done.then((ending) => {
      attempts.delete(held.id)
      recoverSoon()
      if (ending.kind === 'lost') {
        log.warn({ executionId: held.id, reason: ending.reason }, 'lost an execution')
        if (held.attempt < mostAttempts) lost.add(held.id)
      }
    })
    go(attempt)
    return attempt.done
  }

  function begin(execution: NewExecution, started: StartedEntry, program: Program): Promise<Ending> {
    const held = { ...execution, owner, attempt: 1, lineKey: execution.line?.key ?? null }
    return launch(held, program, (attempt) => attempt.begin(started))
  }

  /** Goes on with an execution that was just claimed or taken. */
  async function resume(claimed: ClaimedExecution, decision?: Entry): Promise<Ending> {
    const program = await parts.program(claimed.versionId)
    const read = claimed.attempt === 1 ? readUntouched : readExecution
    const { from, entries, position } = await read(hot, claimed.id)
    if (decision === undefined) {
      const known = { from, entries, position }
      return launch({ ...claimed, owner }, program, (attempt) => attempt.resume(known))
    }
    const fence = { executionId: claimed.id, owner, attempt: claimed.attempt }
    const entry = { ...fence, position, entry: JSON.stringify(decision) }
    const { fenced } = await committer.submit({ entries: [entry] })
    if (fenced.size > 0) return { kind: 'lost', reason: 'Another process has taken the execution over.' }
    const known = { from, entries: [...entries, decision], position: position + 1 }
    return launch({ ...claimed, owner }, program, (attempt) => attempt.resume(known))
  }

  function resumeLogged(claimed: ClaimedExecution, decision?: Entry): Promise<Ending> {
    return resume(claimed, decision).catch((error: unknown): Ending => {
      log.error({ executionId: claimed.id, err: error }, 'an execution could not be taken up')
      if (claimed.attempt < mostAttempts) lost.add(claimed.id)
      return { kind: 'lost', reason: 'It could not be taken up.' }
    })
  }

  async function recover(): Promise<void> {
    mayHaveMore = true
    while (!stopping && mayHaveMore) {
      const room = parts.maximumRunning - attempts.size - reserved
      if (room <= 0) return
      const limit = Math.min(room, claimAtOnce)
      const claimed = await hot.claim({ owner, leaseUntil: leaseEnd(), now: now(), limit })
      mayHaveMore = claimed.length === limit
      for (const execution of claimed) void resumeLogged(execution)
    }
  }

  /** Goes on with a backlog as room comes free; several ends at once share one look. */
  function recoverSoon(): void {
    if (!mayHaveMore || stopping || attempts.size > parts.maximumRunning / 2) return
    recovering ??= recover()
      .catch((error: unknown) => log.error({ err: error }, 'executions could not be claimed'))
      .finally(() => {
        recovering = undefined
      })
  }

  async function takeUp(executionId: string, entry?: Entry): Promise<boolean> {
    const claimed = await take(executionId)
    if (claimed === undefined) return false
    void resumeLogged(claimed, entry)
    return true
  }

  async function cancel(executionId: string, reason: string): Promise<boolean> {
    const attempt = attempts.get(executionId)
    if (attempt !== undefined) {
      attempt.cancel(reason)
      return (await attempt.done).kind === 'finished'
    }
    const cancelled: Entry = { type: 'cancelled', at: now(), reason }
    if (await parts.leaveLine(executionId, cancelled)) return true
    const claimed = (await take(executionId)) ?? (await takePaused(executionId))
    if (claimed === undefined) return false
    const ending = await resume(claimed, cancelled)
    return ending.kind === 'finished'
  }

  async function pause(executionId: string): Promise<boolean> {
    const attempt = attempts.get(executionId)
    if (attempt === undefined) return parts.pauseIdle(executionId)
    attempt.pause()
    const { kind } = await attempt.done
    return kind === 'paused' || (kind !== 'finished' && (await parts.pauseIdle(executionId)))
  }

  async function takePaused(executionId: string): Promise<ClaimedExecution | undefined> {
    return (await parts.unpause(executionId)) ? take(executionId) : undefined
  }

  async function resumePaused(executionId: string): Promise<boolean> {
    if (!(await parts.unpause(executionId))) return false
    await takeUp(executionId)
    return true
  }

  async function lookAtAnswers(executionId: string): Promise<void> {
    const attempt = attempts.get(executionId)
    if (attempt === undefined) await takeUp(executionId)
    else attempt.lookAtAnswers()
  }

  async function onJob(executionId: string): Promise<void> {
    const here = attempts.get(executionId)
    if (here !== undefined) return here.lookAtAnswers()
    const claimed = await take(executionId)
    if (claimed === undefined) {
      const found = await parts.findExecution(executionId)
      // A paused one goes on when a person says so.
      if (found === undefined || isFinal(found.status) || found.status === 'paused') return
      throw new Error('The execution is held by another process; this job comes back to it later.')
    }
    await resumeLogged(claimed)
  }

  return {
    admit,
    begin,
    takeUp,
    cancel,
    pause,
    resume: resumePaused,
    isHere: attemptParts.isHere,
    load: () => (attempts.size + reserved) / parts.maximumRunning,
    lookAtAnswers,
    async start() {
      await recover()
      timer = setInterval(() => void tick(), parts.tickMs ?? renewEveryMs)
      await jobs.work(
        executionQueue.name,
        { concurrency: jobConcurrency, batchSize: jobConcurrency },
        async ({ payload }) => {
          await onJob(parsePayload(payload))
        },
      )
    },
    async stop(graceMs) {
      stopping = true
      clearInterval(timer)
      const all = Promise.all([...attempts.values()].map((attempt) => attempt.done))
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, graceMs).unref())])
      await committer.drain()
    },
  }

  /** A lease is renewed as long as its owner lives, so what nobody works on has to be given back. */
  async function releaseLost(): Promise<void> {
    for (const executionId of lost) {
      lost.delete(executionId)
      if (!attempts.has(executionId)) await parts.release(executionId, owner)
    }
  }

  async function tick(): Promise<void> {
    try {
      if (!parts.isOnlyProcess) await hot.renew({ owner, leaseUntil: leaseEnd(), now: now() })
      await releaseLost()
      if (!stopping) await recover()
    } catch (error) {
      log.error({ err: error }, 'leases could not be renewed')
    }
  }
}

/** A job for an execution that no process holds yet. */
export function executionJob(executionId: string) {
  return { executionId, job: newJob(executionQueue, { executionId }) }
}

function parsePayload(payload: unknown): string {
  const id =
    typeof payload === 'object' && payload !== null && 'executionId' in payload
      ? payload.executionId
      : undefined
  if (typeof id !== 'string')
    throw new Error('A job of the executions queue names an executionId; this one does not.')
  return id
}
