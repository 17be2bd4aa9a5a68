import type { QueueDefinition } from '../jobs/job.ts'

/**
 * Executions that a worker should take up: they overflowed, wait for a time, or were let go. A job that finds its
 * execution held by somebody is tried again; one that finds it finished is done.
 */
export const executionQueue: QueueDefinition = {
  name: 'executions',
  ordered: false,
  retry: { limit: 20, delayMs: 1_000, backoff: 'exponential', maxDelayMs: 60_000 },
  expireInMs: 60 * 60 * 1000,
  // A process may die between taking the job and taking the execution: then nothing else points to it.
  heartbeatMs: 20_000,
}
