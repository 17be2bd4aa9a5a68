import type { WriterLock } from './writer-lock.ts'
import type { DatabaseThread } from './thread.ts'

const everyMs = 1_000
/** 64 MB of 4 kB pages. */
const longLogPages = 16_384

interface Threads {
  writer: DatabaseThread
  reader: DatabaseThread
  writerLock: WriterLock
}

/**
 * Writes the log back into the database about once a second, while there is something to write back. It runs in the
 * reader's thread beside the commits. Under steady load such a checkpoint never reaches the end of the log, and the log
 * would grow for ever; so when it is long, the writer does the small rest, after which it starts over.
 */
export function startCheckpoints({ writer, reader, writerLock }: Threads) {
  let hasCommits = false
  let isRunning = false

  async function run(): Promise<void> {
    const { logPages } = await reader.call('checkpoint', undefined)
    if (logPages < longLogPages) return
    const release = await writerLock.alone()
    try {
      await writer.call('checkpoint', undefined)
    } finally {
      release()
    }
  }

  const timer = setInterval(() => {
    if (!hasCommits || isRunning) return
    hasCommits = false
    isRunning = true
    run()
      // Closed, or busy: the next commit asks again.
      .catch(() => (hasCommits = true))
      .finally(() => (isRunning = false))
  }, everyMs)
  timer.unref()

  return {
    noteCommit(): void {
      hasCommits = true
    },
    stop(): void {
      clearInterval(timer)
    },
  }
}
