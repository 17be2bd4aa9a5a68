import { expect, test } from 'vitest'
import { executionQueue } from '../../executions/execution-queue.ts'
import { newJob } from '../../jobs/job.ts'
import { event, execution, update } from '../../testing/batches.ts'
import {
  emptyBatch,
  type Batch,
  type ExecutionUpdate,
  type NewEntry,
  type NewEvent,
  type NewExecution,
  type Sighting,
} from '../hot-store.ts'
import { packBatch, unpackBatch } from './packed-batch.ts'

const queue = { most: 2, whenFull: 'cancel oldest', entry: '{"type":"cancelled"}' } as const
const fence = { executionId: 'x', owner: 'o', attempt: 3 }

const parties = [
  { role: 'actor', name: 'ann' },
  { role: 'target', name: '' },
] as const

const sighting: Required<Sighting> = { way: 'log', org: 'acme.okta.com', isFiltered: true }

// With everything that one can have: what is added to a type and not packed does not compile, or is missed here.
const event1: Required<NewEvent> = {
  ...event('a'),
  skipped: '[]',
  sighting,
  parties,
}
const execution1: Required<NewExecution> = {
  ...execution({ parentId: 'p', parentCommand: 0, eventId: 'e' }),
  dryRun: true,
  rerunOf: 'r',
  journal: 'temporary',
  parties,
  line: { key: 'k', order: 5, most: 1, queue },
  end: { status: 'failed', finishedAt: 7, stopped: true, error: { code: 'c', message: '', step: null } },
}
const entry1: Required<NewEntry> = { ...fence, position: 0, entry: '', changed: ['a', ''] }
const update1: Required<ExecutionUpdate> = {
  ...update('z', { status: 'waiting', finishedAt: null, stopped: true }),
  error: { code: '', message: 'no', step: null },
  line: 'k',
}

const full: Batch = {
  events: [event1, { ...event('b'), subject: null, sighting: { way: 'hook', org: 'o' } }],
  executions: [
    execution1,
    execution(),
    execution({ started: null, owner: null, leaseUntil: null, status: 'queued' }),
    execution({ line: { key: 'k', order: 0, most: 1 } }),
  ],
  entries: [entry1, { ...fence, position: 1, entry: '{}' }],
  updates: [update1, update('x')],
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
