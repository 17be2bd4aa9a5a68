import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { createBatches, type Batch, type Batches } from './batches.ts'

/** Keeps events and executions in an SQLite file, on a thread of its own. */
export function openSqliteStore(file: string): Batches {
  const thread = new Worker(new URL('./sqlite-thread.ts', import.meta.url), { workerData: file })
  thread.on('error', (error) => {
    throw error
  })
  return createBatches(async (batch: Batch) => {
    const answer = once(thread, 'message')
    thread.postMessage(batch)
    await answer
  })
}
