import type { Json } from '@keyway/sdk'
import { newId } from '../db/new-id.ts'

/** How often and how far apart a failed job is tried again. */
export interface Retry {
  /** Tries after the first one. `0` sends a failed job to the dead letters at once. */
  limit: number
  /** Pause before the first retry. */
  delayMs: number
  /** `exponential` doubles the pause with each try; `fixed` keeps it. */
  backoff: 'fixed' | 'exponential'
  /** Longest pause that `exponential` grows to. */
  maxDelayMs: number
}

/** A queue and what its jobs have in common. Queues are created when the jobs start. */
export interface QueueDefinition {
  /** Letters, digits, `-` and `_`. */
  name: string
  /**
   * Jobs of one `orderKey` run one after the other, in the order they were enqueued; a job that waits for its retry
   * holds back the later ones of its key. Every job of such a queue names an `orderKey`, and no other job does.
   */
  ordered: boolean
  retry: Retry
  /** A job that runs longer is given up and retried. */
  expireInMs: number
  /** A job whose handler was silent for this long is given up and retried; `null` if only `expireInMs` counts. */
  heartbeatMs: number | null
}

/** A job to be enqueued, complete: {@link newJob} fills it from its queue. Times are milliseconds since 1970. */
export interface NewJob {
  /** UUIDv7; breaks ties of jobs enqueued together, so it decides their order. */
  id: string
  queue: string
  payload: Json
  /** Not before this time; `null` is at once. */
  startAfter: number | null
  /** Higher first. Does not reorder jobs of one key. */
  priority: number
  orderKey: string | null
  retry: Retry
  expireInMs: number
  heartbeatMs: number | null
}

/** A fetched job, which this process holds until the attempt is settled or runs out. */
export interface LeasedJob {
  id: string
  payload: Json
  attempt: number
  priority: number
  orderKey: string | null
  expireInMs: number
  heartbeatMs: number | null
}

/** How one attempt ended; `error` is null when the job is done. */
export interface JobOutcome {
  id: string
  attempt: number
  error: string | null
}

/** What differs from the queue's definition. */
export type JobOptions = Partial<Pick<NewJob, 'startAfter' | 'priority' | 'orderKey'>>

/**
 * Makes a job of a queue. Makes its id now, so call it in the order the jobs shall run.
 *
 * @throws {Error} when the order key is missing in an ordered queue, or given in another.
 */
export function newJob(queue: QueueDefinition, payload: Json, options: JobOptions = {}): NewJob {
  const orderKey = options.orderKey ?? null
  if (queue.ordered !== (orderKey !== null)) {
    throw new Error(
      queue.ordered
        ? `A job for the ordered queue "${queue.name}" has no order key. Give one.`
        : `A job for the queue "${queue.name}" has an order key, but the queue keeps no order. Declare it ordered.`,
    )
  }
  return {
    id: newId(),
    queue: queue.name,
    payload,
    startAfter: options.startAfter ?? null,
    priority: options.priority ?? 0,
    orderKey,
    retry: queue.retry,
    expireInMs: queue.expireInMs,
    heartbeatMs: queue.heartbeatMs,
  }
}
