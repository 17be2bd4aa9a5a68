import type { Logger } from 'pino'

/** What a process does again and again beside its work. */
export interface Upkeep {
  /**
   * Does a task every so many milliseconds, one run of it at a time: a run that takes longer is not overtaken by the next.
   * A run that fails is logged as `problem`, and the next one comes all the same.
   */
  every: (ms: number, task: { run: (signal: AbortSignal) => Promise<unknown>; problem: string }) => void
  /** Begins nothing more, says so to what runs, and waits for it. */
  stop: () => Promise<void>
}

export function createUpkeep(log: Pick<Logger, 'error'>): Upkeep {
  const abort = new AbortController()
  const running = new Set<Promise<unknown>>()
  const timers: NodeJS.Timeout[] = []

  return {
    every(ms, { run, problem }) {
      let isRunning = false
      const begin = (): void => {
        if (isRunning) return
        isRunning = true
        const done = run(abort.signal)
          .catch((error: unknown) => log.error({ err: error }, problem))
          .finally(() => {
            isRunning = false
            running.delete(done)
          })
        running.add(done)
      }
      timers.push(setInterval(begin, ms))
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      abort.abort()
      await Promise.all(running)
    },
  }
}
