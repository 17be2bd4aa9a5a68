import type { Json } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import type { NewJob } from './job.ts'

/** A job handed to a worker. */
export interface Job {
  id: string
  queue: string
  payload: Json
  /** 1 on the first try. What a worker finishes is fenced by it. */
  attempt: number
  priority: number
  orderKey: string | null
}

export interface JobContext {
  /** Aborted when the job expires, when its lease is lost, and when the jobs stop and waiting for it is over. */
  signal: AbortSignal
  /**
   * Says that the work goes on. Needed at least every `heartbeatMs`, in queues that ask for it.
   *
   * @returns false when another worker has the job by now; the handler should stop.
   */
  heartbeat: () => Promise<boolean>
}

/** Resolves when the job is done; a rejection fails this attempt. */
export type JobHandler = (job: Job, context: JobContext) => Promise<void>

export interface WorkOptions {
  /** Jobs of this queue that run at the same time in this process. */
  concurrency: number
  /** Most jobs fetched in one statement. */
  batchSize: number
}

/** A recurring job. A schedule of the same name replaces the earlier one. */
export interface Schedule {
  name: string
  /** Five fields, or six with seconds. */
  cron: string
  /** IANA name, for example `Europe/Berlin`. */
  timeZone: string
  /** What happens to the occurrences that fell due while no process ran: none, the last one, or all (at most 1,000). */
  missed: 'skip' | 'once' | 'all'
  queue: string
  /** An object with `dueAt: null` gets the time of the occurrence there, milliseconds since 1970. */
  payload: Json
}

/** A job whose tries ran out. */
export interface DeadLetter {
  id: string
  queue: string
  payload: Json
  orderKey: string | null
  attempts: number
  error: string
  diedAt: number
}

/**
 * Work that must not be lost: retries, delays, order by key, schedules, dead letters. Two adapters, one contract suite.
 * A job runs at least once: after a crash it runs again, so handlers check what has been done.
 */
export interface Jobs {
  /** Inserts jobs; give the transaction that writes what they are about, and both commit or neither does. */
  enqueue(transaction: Db, jobs: readonly NewJob[]): Promise<void>
  /** Starts to hand the queue's jobs to the handler. A queue has one handler in a process. */
  work(queue: string, options: WorkOptions, handler: JobHandler): Promise<void>
  schedule(schedule: Schedule): Promise<void>
  /** Removes a schedule. Removing one that does not exist is fine. */
  unschedule(name: string): Promise<void>
  /** The latest first, at most 1,000. */
  deadLetters(queue: string): Promise<DeadLetter[]>
  /** Puts dead letters back into their queue with all their tries. Returns how many it found. */
  redrive(ids: readonly string[]): Promise<number>
  /** Hands no more jobs to handlers; those that run go on. For a process that is about to end. */
  takeNoMore(): void
  /** Fetches nothing more, waits for running handlers (up to `graceMs`), then aborts them; their jobs run again later. */
  stop(graceMs?: number): Promise<void>
}
