import { setTimeout as sleep } from 'node:timers/promises'
import type { Entry, Program, Result, StartedEntry } from '@keyway/engine'
import type { Logger } from 'pino'
import type { ClaimedExecution, NewExecution, ReadyExecution } from '../db/hot-store.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { Attempt, jobsOfEnd, type AttemptParts, type Ending } from './attempt.ts'
import { createHelperCaller, type HelperParts } from './call-helper.ts'
import { executionQueue } from './execution-queue.ts'
import { takeFirstSteps, type FirstSteps } from './first-steps.ts'
import type { Held } from './held.ts'
import { readExecution, readUntouched } from './read-journal.ts'
import { claimAtOnce, createReadySearch } from './ready-search.ts'
import type { Order, Orders } from './orders.ts'
import { createStrays } from './strays.ts'
import { createSlots, type Standing } from './slots.ts'
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
  /** Ends the leases of processes that died. Returns how many executions can be taken over by that. */
  endLeasesOfDead?: (() => Promise<number>) | undefined
  maximumRunning: number
  /** What the places are shared by. */
  standingOf: (flowId: string) => Standing
  /** For executions that other processes run. */
  orders: Orders
  /** An execution is about to go on here that was stored by whoever it may be. */
  onTaken: (claimed: ClaimedExecution, program: Program) => void
  /** How often leases are renewed and what nobody runs is looked for. */
  tickMs?: number
}

export interface Runner {
  /** How a new execution should be stored: held by this process while there is room, queued with a job otherwise. */
  admit: (flowId: string) => Admission
  /** Executions were queued: this process looks for them, if it has room. */
  noteQueued: () => void
  /** Nobody runs these here, though they may be stored as held by this process: then they are given back. */
  disown: (executionIds: readonly string[]) => void
  /** What it does before it touches the world; undefined when that is not done before it is stored. */
  firstSteps: (beginning: Beginning) => FirstSteps | undefined
  /** Runs an execution that was stored as held, or tells of the end of one that was stored as ended. */
  begin: (beginning: Beginning) => Promise<Ending>
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
  /**
   * Takes nothing more. What runs may finish for a quarter of the time (5 seconds at most); then it is given back where
   * nothing of it is under way; and at the end whatever there is.
   */
  stop: (graceMs: number) => Promise<void>
}

/** An execution whose `started` entry is on disk, and behind it the intents of its first steps, where those are done. */
export interface Beginning {
  execution: NewExecution
  started: StartedEntry
  program: Program
  first?: FirstSteps | undefined
}

export type Admission =
  { kind: 'held'; owner: string; leaseUntil: number; release: () => void } | { kind: 'queued' }

/** How long a process may be silent before others take over what it holds. */
const leaseMs = 30_000
const foreverMs = 100 * 365 * 24 * 3_600_000
const renewEveryMs = 10_000
const lookForDeadEveryMs = 1_000
const longestFinishMs = 5_000
const longestCutMs = 2_000
const jobConcurrency = 64
/** Well within what the queue asks for. */
const jobHeartbeatMs = 5_000
/** An execution that was lost this often is left to a person: something about it is wrong. */
const mostAttempts = 20

/**
 * Runs executions in this process: the first attempt where the event was accepted, later ones from jobs and after
 * leases ran out. Every execution it runs is held under this process's name.
 */
export function createRunner(parts: RunnerParts): Runner {
  const { hot, committer, jobs, log, owner, now } = parts
  const attempts = new Map<string, Attempt>()
  const slots = createSlots(parts.maximumRunning, parts.standingOf)
  let timer: NodeJS.Timeout | undefined
  let deathTimer: NodeJS.Timeout | undefined
  let isLookingForDead = false
  let stopping = false
  /** Executions that an attempt could not go on with, for a fault of the store or of ours. */
  const lost = new Set<string>()

  const isHere = (executionId: string): boolean => attempts.has(executionId)
  const strays = createStrays(isHere)

  const take = createTaker((executionIds) =>
    hot.take({ owner, leaseUntil: leaseEnd(), now: now(), executionIds }),
  )
  const ready = createReadySearch({
    ...parts,
    slots,
    leaseEnd,
    resume: (taken) => void resumeLogged(taken),
  })
  const attemptParts: AttemptParts = {
    ...parts,
    callHelper: createHelperCaller(parts, {
      find: (executionId) => attempts.get(executionId),
      disown,
      leaseEnd,
      firstSteps,
      begin,
      take,
      resume: (claimed) => resume(claimed),
    }),
    isHere,
    onCalled,
  }

  /** What there is no room for now is found as soon as there is. */
  function onCalled(executionIds: readonly string[]): void {
    for (const executionId of executionIds) {
      if (stopping || slots.free() === 0) ready.mark()
      else
        void takeUp(executionId).catch((error: unknown) =>
          log.error({ executionId, err: error }, 'an execution whose turn came could not be taken up'),
        )
    }
  }

  function leaseEnd(): number {
    return now() + (parts.isOnlyProcess ? foreverMs : leaseMs)
  }

  function admit(flowId: string): Admission {
    if (stopping || !slots.take(flowId)) return { kind: 'queued' }
    let isReleased = false
    const release = (): void => {
      if (!isReleased) slots.give(flowId)
      isReleased = true
    }
    return { kind: 'held', owner, leaseUntil: leaseEnd(), release }
  }

  /** The caller has taken a place for it. */
  function launch(held: Held, program: Program, go: (attempt: Attempt) => void): Promise<Ending> {
    const attempt = new Attempt(attemptParts, held, program)
    attempts.set(held.id, attempt)
    parts.onStatus(held, 'running')
    void attempt.done.then((ending) => {
      attempts.delete(held.id)
      slots.give(held.flowId)
      ready.look()
      if (ending.kind === 'lost') {
        log.warn({ executionId: held.id, reason: ending.reason }, 'lost an execution')
        if (held.attempt < mostAttempts) lost.add(held.id)
      }
    })
    go(attempt)
    return attempt.done
  }

  /** Without what was written: it would be kept as long as the execution runs. */
  function toHeld({ id, flowId, versionId, parentId, rootId, mode, line }: NewExecution): Held {
    return { id, flowId, versionId, parentId, rootId, mode, owner, attempt: 1, lineKey: line?.key ?? null }
  }

  function begin({ execution, started, program, first }: Beginning): Promise<Ending> {
    const held = toHeld(execution)
    const result = first?.result ?? null
    if (execution.end !== undefined && first !== undefined && result !== null) {
      return tellOfEnd(held, first, result)
    }
    slots.force(held.flowId)
    return launch(held, program, (attempt) => attempt.begin(started, first))
  }

  function firstSteps({ execution, started, program }: Beginning): FirstSteps | undefined {
    const first = takeFirstSteps(program, started, parts.actions.isWrite)
    const result = first?.result ?? null
    if (first === undefined || result === null) return first
    return { ...first, jobs: jobsOfEnd(parts, { held: toHeld(execution), started, program, result }) }
  }

  /** Whoever started it learns of it first, and may want to wait for its answer. */
  function tellOfEnd(held: Held, { advanced }: FirstSteps, result: Result): Promise<Ending> {
    for (const command of advanced.commands) {
      if (command.type === 'respond') parts.responses.answer(held.id, command.response)
    }
    parts.onStatus(held, result.status)
    return new Promise((resolve) => {
      setImmediate(() => {
        parts.responses.finish(held.id, result)
        resolve({ kind: 'finished', result })
      })
    })
  }

  /** Goes on with an execution that was just claimed or taken. */
  async function resume(claimed: ClaimedExecution | ReadyExecution, decision?: Entry): Promise<Ending> {
    slots.force(claimed.flowId)
    const held = { ...claimed, owner }
    try {
      const program = await parts.program(claimed.versionId)
      parts.onTaken(claimed, program)
      const go = await prepare(claimed, decision)
      if (go !== undefined) return launch(held, program, go)
    } catch (error) {
      slots.give(claimed.flowId)
      throw error
    }
    slots.give(claimed.flowId)
    return { kind: 'lost', reason: 'Another process has taken the execution over.' }
  }

  /** How to go on, after what stands in the journal and what a person decided; undefined when it is not ours any more. */
  async function prepare(
    claimed: ClaimedExecution | ReadyExecution,
    decision: Entry | undefined,
  ): Promise<((attempt: Attempt) => void) | undefined> {
    if ('started' in claimed && claimed.started !== null) {
      const started: StartedEntry = JSON.parse(claimed.started)
      return (attempt) => attempt.begin(started)
    }
    const read = claimed.attempt === 1 ? readUntouched : readExecution
    const { from, entries, position } = await read(hot, claimed.id)
    if (decision === undefined) return (attempt) => attempt.resume({ from, entries, position })
    const fence = { executionId: claimed.id, owner, attempt: claimed.attempt }
    const entry = { ...fence, position, entry: JSON.stringify(decision) }
    const { fenced } = await committer.submit({ entries: [entry] })
    if (fenced.size > 0) return undefined
    return (attempt) => attempt.resume({ from, entries: [...entries, decision], position: position + 1 })
  }

  function resumeLogged(claimed: ClaimedExecution | ReadyExecution, decision?: Entry): Promise<Ending> {
    return resume(claimed, decision).catch((error: unknown): Ending => {
      log.error({ executionId: claimed.id, err: error }, 'an execution could not be taken up')
      if (claimed.attempt < mostAttempts) lost.add(claimed.id)
      return { kind: 'lost', reason: 'It could not be taken up.' }
    })
  }

  /** Goes on with what other processes left when they died. */
  async function takeOver(): Promise<void> {
    for (;;) {
      const limit = Math.min(slots.free(), claimAtOnce)
      if (stopping || limit === 0) return
      const claimed = await hot.claim({ owner, leaseUntil: leaseEnd(), now: now(), limit })
      for (const execution of claimed) void resumeLogged(execution)
      if (claimed.length < limit) return
    }
  }

  function disown(executionIds: readonly string[]): void {
    for (const executionId of executionIds) lost.add(executionId)
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
    if (claimed === undefined) return parts.orders.ask({ executionId, what: 'cancel', reason })
    const ending = await resume(claimed, cancelled)
    return ending.kind === 'finished'
  }

  async function pause(executionId: string): Promise<boolean> {
    const attempt = attempts.get(executionId)
    if (attempt === undefined) {
      return (
        (await parts.pauseIdle(executionId)) || parts.orders.ask({ executionId, what: 'pause', reason: '' })
      )
    }
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
    if (attempt !== undefined) attempt.lookAtAnswers()
    else if (!(await takeUp(executionId))) parts.orders.tell({ executionId, what: 'look', reason: '' })
  }

  /** What another process wants of an execution that runs here. Undefined when it does not. */
  function onOrder({ executionId, what, reason }: Order): Promise<boolean> | undefined {
    const attempt = attempts.get(executionId)
    if (attempt === undefined) return undefined
    switch (what) {
      case 'cancel':
        return cancel(executionId, reason)
      case 'pause':
        return pause(executionId)
      case 'look':
        attempt.lookAtAnswers()
        return Promise.resolve(true)
    }
  }

  async function onJob(executionId: string): Promise<void> {
    if (stopping) throw new Error('This process ends; another one takes the job.')
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
    firstSteps,
    noteQueued: ready.note,
    disown,
    begin,
    takeUp,
    cancel,
    pause,
    resume: resumePaused,
    isHere,
    load: () => slots.taken() / Math.max(1, parts.maximumRunning),
    lookAtAnswers,
    async start() {
      parts.orders.serve(onOrder)
      await takeOver()
      ready.note()
      timer = setInterval(() => void tick(), parts.tickMs ?? renewEveryMs)
      if (parts.endLeasesOfDead !== undefined) {
        deathTimer = setInterval(() => void takeOverFromDead(), lookForDeadEveryMs)
      }
      await jobs.work(
        executionQueue.name,
        { concurrency: jobConcurrency, batchSize: jobConcurrency },
        async ({ payload }, { heartbeat }) => {
          // A store that cannot be reached is heard of by those who need it; without a sign, the job comes back later.
          const timer = setInterval(() => void heartbeat().catch(() => false), jobHeartbeatMs)
          await onJob(parsePayload(payload)).finally(() => clearInterval(timer))
        },
      )
    },
    async stop(graceMs) {
      stopping = true
      jobs.takeNoMore()
      await ready.stop()
      const finishMs = Math.min(longestFinishMs, graceMs / 4)
      await allDone(finishMs)
      for (const attempt of attempts.values()) attempt.giveBack()
      await allDone(graceMs - finishMs)
      for (const attempt of attempts.values()) attempt.cut()
      await allDone(longestCutMs)
      clearInterval(timer)
      clearInterval(deathTimer)
      await releaseLost().catch((error: unknown) =>
        log.error({ err: error }, 'executions could not be given back'),
      )
      await committer.drain(longestCutMs)
    },
  }

  /** Waits until nothing runs here, or for so long. Helpers may begin meanwhile. */
  async function allDone(patienceMs: number): Promise<void> {
    const end = now() + patienceMs
    while (attempts.size > 0 && now() < end) {
      const all = Promise.all([...attempts.values()].map((attempt) => attempt.done))
      await Promise.race([all, sleep(end - now(), undefined, { ref: false })])
    }
  }

  /** A lease is renewed as long as its owner lives, so what nobody works on has to be given back. */
  async function releaseLost(): Promise<void> {
    for (const executionId of lost) {
      if (!attempts.has(executionId)) await parts.release(executionId, owner)
      // Only now: if the store failed, the next turn tries again.
      lost.delete(executionId)
    }
  }

  async function takeOverFromDead(): Promise<void> {
    if (stopping || isLookingForDead) return
    isLookingForDead = true
    try {
      const freed = await parts.endLeasesOfDead?.()
      if (freed !== undefined && freed > 0) await takeOver()
    } catch (error) {
      log.warn({ err: error }, 'processes that died could not be looked for')
    } finally {
      isLookingForDead = false
    }
  }

  async function keepLeases(): Promise<void> {
    const held = await hot.renew({ owner, leaseUntil: leaseEnd(), now: now() })
    const found = strays.look(held)
    if (found.length > 0)
      log.warn({ executionIds: found }, 'held executions that nobody works on; given back')
    disown(found)
  }

  async function tick(): Promise<void> {
    try {
      if (!parts.isOnlyProcess) await keepLeases()
      if (lost.size > 0) {
        await releaseLost()
        ready.mark()
      }
      if (stopping) return
      await takeOver()
      ready.note()
    } catch (error) {
      log.error({ err: error }, 'leases could not be renewed')
    }
  }
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
