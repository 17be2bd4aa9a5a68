/** Gives out a right to one holder at a time, in the order of asking. */
export interface Mutex {
  /**
   * Resolves with the function that gives it back. Calling that twice is harmless.
   *
   * @throws {Error} after a long wait. Whoever writes outside a transaction from within it would otherwise wait for
   *   itself for ever.
   */
  acquire(): Promise<() => void>
}

interface Waiting {
  grant: () => void
}

/** @param longestWaitMs how long `acquire` waits before it gives up. */
export function createMutex(longestWaitMs: number): Mutex {
  const queue: Waiting[] = []
  let isHeld = false

  const give = (): (() => void) => {
    isHeld = true
    let isReturned = false
    return () => {
      if (isReturned) return
      isReturned = true
      isHeld = false
      queue.shift()?.grant()
    }
  }

  return {
    async acquire() {
      if (!isHeld) return give()
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(waiting), 1)
          reject(
            new Error(
              `Waited ${longestWaitMs} ms to write, but a transaction was open all the time. Perhaps it waits for a write that was not given the transaction.`,
            ),
          )
        }, longestWaitMs)
        const waiting: Waiting = {
          grant() {
            clearTimeout(timer)
            resolve(give())
          },
        }
        queue.push(waiting)
      })
    },
  }
}
