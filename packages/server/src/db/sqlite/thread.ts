import v8 from 'node:v8'
import { Worker } from 'node:worker_threads'
import { openCalls, type Calls } from '../../threads/calls.ts'
import type { Operations, ThreadSettings } from './protocol.ts'

/** SQLite refused a statement; `code` is its extended result code, for example 2067 for a broken unique index. */
class SqliteError extends Error {
  override readonly name = 'SqliteError'
  readonly code: number | null

  constructor(message: string, code: number | null) {
    super(message)
    this.code = code
  }
}

/** One connection in its own thread, so that an fsync does not stop the process from answering. */
export type DatabaseThread = Calls<Operations>

const ended = 'The database is closed.'

/** Starts the thread. What fails while it opens the file rejects the first call. */
export function startDatabaseThread(settings: ThreadSettings): DatabaseThread {
  // What the process was told for its main thread would override what is said for this one.
  v8.setFlagsFromString('--max-semi-space-size=0')
  const worker = new Worker(new URL('./thread-main.ts', import.meta.url), {
    name: `sqlite ${settings.role}`,
    workerData: settings,
    // What passes through is forgotten at once; more room for it would only be held.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  })
  const toError = (message: string, code: number | null): Error => new SqliteError(message, code)
  return openCalls<Operations>(worker, { toError, ended, isCutOff: false })
}

/** A thread that many processes never need: it starts with its first call. */
export function startWhenCalled(start: () => DatabaseThread): DatabaseThread {
  let thread: DatabaseThread | undefined
  let isClosed = false
  return {
    call(name, argument) {
      if (isClosed) return Promise.reject(new Error(ended))
      thread ??= start()
      return thread.call(name, argument)
    },
    async close() {
      isClosed = true
      await thread?.close()
    },
  }
}
