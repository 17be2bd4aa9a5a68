import type { QueueDefinition } from '../jobs/job.ts'

const retry = { limit: 2, delayMs: 1_000, backoff: 'fixed' as const, maxDelayMs: 60_000 }
export const plain: QueueDefinition = {
  name: 'plain',
  ordered: false,
  retry,
  expireInMs: 60_000,
  heartbeatMs: null,
}
export const ordered: QueueDefinition = { ...plain, name: 'ordered', ordered: true }
const fragile: QueueDefinition = { ...plain, name: 'fragile', retry: { ...retry, limit: 0 } }
export const fragileOrdered: QueueDefinition = { ...fragile, name: 'fragile-ordered', ordered: true }
export const hasty: QueueDefinition = {
  ...plain,
  name: 'hasty',
  retry: { ...retry, limit: 1, delayMs: 0 },
  expireInMs: 1_000,
}
export const watched: QueueDefinition = { ...hasty, name: 'watched', expireInMs: 60_000, heartbeatMs: 1_000 }
export const growing: QueueDefinition = {
  ...plain,
  name: 'growing',
  retry: { ...retry, backoff: 'exponential' },
}
export const queues = [plain, ordered, fragile, fragileOrdered, hasty, watched, growing]
export const one = { concurrency: 1, batchSize: 1 }
export const many = { concurrency: 20, batchSize: 10 }
