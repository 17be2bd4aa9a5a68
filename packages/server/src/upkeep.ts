import type { Logger } from 'pino'

/** Takes turns with other processes: a task has its turn when it is due and none of them has taken it. */
export interface Turns {
  take: (task: string, forMs: number) => Promise<boolean>
  /** Keeps the turn while a long run lasts. */
  extend: (task: string, forMs: number) => Promise<unknown>
}

/** What a process does again and again beside its work. */
export interface Upkeep {
  /**
   * Does a task every so many milliseconds, one run of it at a time: a run that takes longer is not overtaken by the next.
   * A run that fails is logged as `problem`, and the next one comes all the same.
   */
  every: (ms: number, task: UpkeepTask) => void
  /** The same for what one process does for all: as often as that, whatever the number of processes. */
  everyForAll: (ms: number, task: UpkeepTask & { name: string }) => void
  /** Begins nothing more, says so to what runs, and waits for it. */
  stop: () => Promise<void>
}

interface UpkeepTask {
  run: (signal: AbortSignal) => Promise<unknown>
  problem: string
}

export function createUpkeep(log: Pick<Logger, 'error'>, turns: Turns): Upkeep {
  const abort = new AbortController()
  const running = new Set<Promise<unknown>>()
  const timers: NodeJS.Timeout[] = []

  function every(ms: number, { run, problem }: UpkeepTask): void {
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
  }

  return {
    every,
    everyForAll(ms, { name, run, problem }) {
      const inTurn = async (signal: AbortSignal): Promise<void> => {
        // A little less, so that the process that had the last turn does not miss its next one by a hair.
        if (!(await turns.take(name, ms * 0.9))) return
        const keep = setInterval(() => {
          turns.extend(name, ms).catch((error: unknown) => log.error({ err: error }, problem))
        }, ms / 2)
        await run(signal).finally(() => clearInterval(keep))
      }
      every(ms, { run: inTurn, problem })
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      abort.abort()
      await Promise.all(running)
    },
  }
}
