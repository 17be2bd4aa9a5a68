/** So many events are filed at once while many come. */
const worthFiling = 16_384
/** Those of a quiet time wait no longer than this; whoever looks for them waits for them. */
const longestMs = 10_000
const everyMs = 1_000

/** When what events are found by is filed: in the background, and before anybody looks. */
export interface Filing {
  /** So many events came. */
  note: (events: number) => void
  /** Resolves when all that was committed is filed. */
  settle: () => Promise<void>
  stop: () => void
}

/** @param fileNext Files a portion, and answers whether there may be more. */
export function startFiling(fileNext: () => Promise<boolean>): Filing {
  // A process that ended suddenly may have left some.
  let unfiled = 1
  let filedAt = performance.now()
  let isRunning = false

  async function settle(): Promise<void> {
    if (unfiled === 0) return
    const until = unfiled
    while (await fileNext()) {
      // One portion after the other, with room for others between them.
    }
    unfiled = Math.max(0, unfiled - until)
    filedAt = performance.now()
  }

  const timer = setInterval(() => {
    const isDue = unfiled >= worthFiling || (unfiled > 0 && performance.now() - filedAt >= longestMs)
    if (!isDue || isRunning) return
    isRunning = true
    settle()
      // Closed, or busy: the next turn tries again.
      .catch(() => undefined)
      .finally(() => (isRunning = false))
  }, everyMs)
  timer.unref()

  return {
    note: (events) => void (unfiled += events),
    settle,
    stop: () => clearInterval(timer),
  }
}
