import { createSettler } from './settler.ts'
import type { JobOutcome, LeasedJob } from './job.ts'
import type { Job, JobHandler, WorkOptions } from './jobs.ts'

/** Where a queue's jobs come from: what the two adapters have to provide. */
export interface JobSource {
  queue: string
  /** Whether the end of one job can make another one ready. */
  isOrdered: boolean
  fetch(limit: number): Promise<LeasedJob[]>
  /** Records how attempts ended. Those that lost their job are left alone. */
  settle(outcomes: readonly JobOutcome[]): Promise<void>
  /** Returns false when another attempt has the job. */
  beat(job: LeasedJob): Promise<boolean>
  /**
   * How long until the next job falls due. Counts those that fell due since the last fetch looked at the clock; then it
   * is zero or less.
   */
  nextDueInMs(): Promise<number | null>
  /** Where errors go that concern no single job, for example a lost connection. */
  onError: (error: unknown) => void
}

export interface QueueWorker {
  /** Says that there may be something to fetch. */
  wake(): void
  /** Fetches nothing more. */
  takeNoMore(): void
  stop(graceMs: number): Promise<void>
}

/** Timers hold at most 2^31 - 1 ms. It is also how long a lost wake-up can go unnoticed. */
const longestNapMs = 30_000
const pauseAfterErrorMs = 1_000

/**
 * Fetches and runs the jobs of one queue. It sleeps until it is woken, a job ends, or the next job falls due.
 */
export function startQueueWorker(source: JobSource, options: WorkOptions, handler: JobHandler): QueueWorker {
  const running = new Map<Promise<void>, AbortController>()
  const settler = createSettler((outcomes) => source.settle(outcomes))
  let isStopped = false
  let isFetching = false
  let isWoken = false
  let hasMore = false
  let timer: NodeJS.Timeout | undefined

  const wake = (): void => {
    isWoken = true
    if (!isFetching && !isStopped) void pump()
  }

  const nap = (ms: number): void => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(wake, Math.max(0, Math.min(ms, longestNapMs)))
  }

  async function pump(): Promise<void> {
    isFetching = true
    try {
      while (isWoken && !isStopped) {
        isWoken = false
        const room = options.concurrency - running.size
        hasMore = true
        if (room <= 0) break
        const limit = Math.min(room, options.batchSize)
        const jobs = await source.fetch(limit)
        for (const job of jobs) start(job)
        hasMore = jobs.length === limit
        if (hasMore) isWoken = true
      }
      if (running.size < options.concurrency) {
        nap((await source.nextDueInMs()) ?? longestNapMs)
      }
    } catch (error) {
      if (!isStopped) source.onError(error)
      nap(pauseAfterErrorMs)
    } finally {
      isFetching = false
    }
    if (isWoken && !isStopped && running.size < options.concurrency) void pump()
  }

  function start(job: LeasedJob): void {
    const abort = new AbortController()
    const done = runAndSettle(job, abort).finally(() => running.delete(done))
    running.set(done, abort)
  }

  async function runAndSettle(job: LeasedJob, abort: AbortController): Promise<void> {
    const error = await attempt(job, abort)
    try {
      await settler.settle({ id: job.id, attempt: job.attempt, error })
    } catch (failure) {
      source.onError(failure)
    }
    // A retry changes what falls due next, and the end of a job frees its key.
    if (hasMore || source.isOrdered || error !== null) setImmediate(wake)
  }

  /** Resolves with the error of the attempt, or null. Never later than its time allows, whatever the handler does. */
  async function attempt(leased: LeasedJob, abort: AbortController): Promise<string | null> {
    const { id, payload, priority, orderKey, expireInMs, heartbeatMs } = leased
    const job: Job = { id, queue: source.queue, payload, attempt: leased.attempt, priority, orderKey }
    const { promise: gaveUp, reject: giveUp } = Promise.withResolvers<never>()
    const end = (reason: string): void => {
      abort.abort(new Error(reason))
      giveUp(abort.signal.reason)
    }
    const expiry = setTimeout(() => end(`The job ran longer than ${expireInMs} ms.`), expireInMs)
    const silence =
      heartbeatMs === null
        ? undefined
        : setTimeout(() => end(`The job gave no heartbeat for ${heartbeatMs} ms.`), heartbeatMs)
    abort.signal.addEventListener('abort', () => giveUp(abort.signal.reason))
    const heartbeat = async (): Promise<boolean> => {
      silence?.refresh()
      const isHeld = !abort.signal.aborted && (await source.beat(leased))
      if (!isHeld) end('Another attempt has the job.')
      return isHeld
    }
    try {
      await Promise.race([handler(job, { signal: abort.signal, heartbeat }), gaveUp])
      return null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    } finally {
      clearTimeout(expiry)
      clearTimeout(silence)
    }
  }

  const takeNoMore = (): void => {
    isStopped = true
    clearTimeout(timer)
  }

  wake()
  return {
    wake,
    takeNoMore,
    async stop(graceMs) {
      takeNoMore()
      const finished = Promise.all(running.keys())
      const grace = setTimeout(() => {
        for (const abort of running.values()) abort.abort(new Error('The process stops.'))
      }, graceMs)
      await finished
      clearTimeout(grace)
    },
  }
}
