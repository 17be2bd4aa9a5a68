import { once } from 'node:events'
import v8 from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Answer, Argument, OperationName, Request, Response, ThreadSettings } from './protocol.ts'

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
export interface DatabaseThread {
  /** Requests are answered in the order they are sent. */
  call<Name extends OperationName>(name: Name, argument: Argument<Name>): Promise<Answer<Name>>
  close(): Promise<void>
}

interface Waiting {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

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
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: Error | undefined

  const end = (error: Error): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', (response: Response) => {
    const caller = waiting.get(response.id)
    waiting.delete(response.id)
    if (response.ok) caller?.resolve(response.value)
    else caller?.reject(new SqliteError(response.message, response.code))
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('The database is closed.')))

  return {
    call(name, argument) {
      if (ended !== undefined) return Promise.reject(ended)
      const id = ++lastId
      const request: Request = { id, name, argument }
      const answered = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
      worker.postMessage(request)
      // The thread answers each name with the type that `Operations` gives it.
      return answered as Promise<Answer<typeof name>>
    },
    async close() {
      if (ended !== undefined) return
      const exited = once(worker, 'exit')
      worker.postMessage('close')
      await exited
    },
  }
}

/** A thread that many processes never need: it starts with its first call. */
export function startWhenCalled(start: () => DatabaseThread): DatabaseThread {
  let thread: DatabaseThread | undefined
  let isClosed = false
  return {
    call(name, argument) {
      if (isClosed) return Promise.reject(new Error('The database is closed.'))
      thread ??= start()
      return thread.call(name, argument)
    },
    async close() {
      isClosed = true
      await thread?.close()
    },
  }
}
