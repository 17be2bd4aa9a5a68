/** What one write of the store holds. Texts of one event stand at the same place of their lists. */
export interface Batch {
  ids: string[]
  bodies: string[]
  /** Executions that are over, by the event they ran for, and what they ended with. */
  finished: string[]
  outcomes: string[]
}

export interface Batches {
  /** Calls back when the event is on disk. */
  append: (event: { id: string; body: string }, done: () => void) => void
  /** The same for the end of an execution. */
  finish: (execution: { id: string; outcome: string }, done: () => void) => void
}

/** A batch of this many says that more are on their way. */
const busy = 8

/**
 * Group commit at its plainest: each write takes what came while the one before it ran. With `lingerMs` a write under
 * load waits that long for more.
 */
export function createBatches(write: (batch: Batch) => Promise<void>, lingerMs = 0): Batches {
  let next = emptyBatch()
  let waiting: (() => void)[] = []
  let isWriting = false
  let latest = 0

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      if (lingerMs > 0 && latest >= busy) await new Promise((resolve) => setTimeout(resolve, lingerMs))
      // What else arrives in this turn of the event loop goes along.
      else await new Promise((resolve) => setImmediate(resolve))
      const [batch, done] = [next, waiting]
      next = emptyBatch()
      waiting = []
      latest = done.length
      await write(batch)
      for (const call of done) call()
    }
    isWriting = false
  }

  function add(done: () => void): void {
    waiting.push(done)
    // A store that fails ends the process: there is nothing to measure any more.
    if (!isWriting) void writeAll()
  }

  return {
    append({ id, body }, done) {
      next.ids.push(id)
      next.bodies.push(body)
      add(done)
    },
    finish({ id, outcome }, done) {
      next.finished.push(id)
      next.outcomes.push(outcome)
      add(done)
    },
  }
}

function emptyBatch(): Batch {
  return { ids: [], bodies: [], finished: [], outcomes: [] }
}
