import { expect, test } from 'vitest'
import { executionQueue } from '../../executions/execution-queue.ts'
import { newJob } from '../../jobs/job.ts'
import { event, execution, update } from '../../testing/batches.ts'
import { emptyBatch, type Batch } from '../hot-store.ts'
import { packBatch, unpackBatch } from './packed-batch.ts'

const queue = { most: 2, whenFull: 'cancel oldest', entry: '{"type":"cancelled"}' } as const
const fence = { executionId: 'x', owner: 'o', attempt: 3 }

const full: Batch = {
  events: [
    { ...event('a'), parties: [] },
    {
      ...event('b'),
      subject: null,
      skipped: '[]',
      sighting: { way: 'log', org: 'acme.okta.com' },
      parties: [
        { role: 'actor', name: 'ann' },
        { role: 'target', name: '' },
      ],
    },
  ],
  executions: [
    execution(),
    execution({ started: null, owner: null, leaseUntil: null, status: 'queued' }),
    execution({ parentId: 'p', parentCommand: 0, eventId: 'e', dryRun: true, rerunOf: 'r' }),
    execution({ journal: 'temporary', line: { key: 'k', order: 0, most: 1 } }),
    execution({ line: { key: 'k', order: 5, most: 1, queue } }),
  ],
  entries: [{ ...fence, position: 0, entry: '' }],
  updates: [
    update('x'),
    update('y', { stopped: true, line: 'k' }),
    update('z', { status: 'waiting', finishedAt: null, error: { code: '', message: 'no', step: null } }),
  ],
  snapshots: [{ ...fence, position: 1, state: '{}' }],
  jobs: [{ executionId: null, job: newJob(executionQueue, { executionId: 'x' }) }],
  feeds: [{ org: 'o', owner: 'w', leaseUntil: 1, state: '{}' }],
  replays: [{ id: 'r', from: 1, to: 2, done: 3, started: 4 }],
}

test.each([
  ['with everything in it', full],
  ['with nothing in it', emptyBatch],
])('a batch %s arrives as it was sent', (_, batch) => {
  expect(unpackBatch(structuredClone(packBatch(batch)))).toEqual(batch)
})
