/** Gives a right back. Calling it twice is harmless. */
export type Release = () => void

/**
 * Who may write. What is one request to the writer's thread shares the right with others like it: the thread carries out
 * one after the other anyway, and has the next at hand when one is done. A transaction of several requests has the right
 * alone. Both wait in the order of asking.
 */
export interface WriterLock {
  /**
   * Resolves when nobody else writes, and nobody will until it is given back.
   *
   * @throws {Error} after a long wait. Whoever writes outside a transaction from within it would otherwise wait for
   *   itself for ever.
   */
  alone: () => Promise<Release>
  /**
   * Resolves when nobody has the right alone.
   *
   * @throws {Error} as `alone` does.
   */
  shared: () => Promise<Release>
}

interface Waiting {
  isAlone: boolean
  grant: () => void
}

/** @param longestWaitMs how long one waits before giving up. */
export function createWriterLock(longestWaitMs: number): WriterLock {
  const queue: Waiting[] = []
  let holders = 0
  let isHeldAlone = false

  const isFree = (isAlone: boolean): boolean => (isAlone ? holders === 0 : !isHeldAlone)

  const give = (isAlone: boolean): Release => {
    holders += 1
    isHeldAlone = isAlone
    let isReturned = false
    return () => {
      if (isReturned) return
      isReturned = true
      holders -= 1
      if (isAlone) isHeldAlone = false
      callNext()
    }
  }

  function callNext(): void {
    for (let [next] = queue; next !== undefined && isFree(next.isAlone); [next] = queue) {
      queue.shift()
      next.grant()
    }
  }

  async function acquire(isAlone: boolean): Promise<Release> {
    // Whoever shares does not overtake one who waits to be alone.
    if (queue.length === 0 && isFree(isAlone)) return give(isAlone)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(waiting), 1)
        reject(
          new Error(
            `Waited ${longestWaitMs} ms to write, but a transaction was open all the time. Perhaps it waits for a write that was not given the transaction.`,
          ),
        )
        // Those who would share may have waited only behind this one.
        callNext()
      }, longestWaitMs)
      const waiting: Waiting = {
        isAlone,
        grant() {
          clearTimeout(timer)
          resolve(give(isAlone))
        },
      }
      queue.push(waiting)
    })
  }

  return { alone: () => acquire(true), shared: () => acquire(false) }
}
