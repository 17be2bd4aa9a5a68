import type { JobOutcome } from './job.ts'

interface Pending {
  outcome: JobOutcome
  resolve: () => void
  reject: (error: unknown) => void
}

/** Lets attempts that end together be recorded together: what ends while one write runs goes into the next. */
export function createSettler(write: (outcomes: readonly JobOutcome[]) => Promise<void>) {
  let pending: Pending[] = []
  let isWriting = false

  async function run(): Promise<void> {
    isWriting = true
    await Promise.resolve()
    while (pending.length > 0) {
      const group = pending
      pending = []
      try {
        await write(group.map(({ outcome }) => outcome))
        for (const { resolve } of group) resolve()
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    isWriting = false
  }

  return {
    settle(outcome: JobOutcome): Promise<void> {
      return new Promise((resolve, reject) => {
        pending.push({ outcome, resolve, reject })
        if (!isWriting) void run()
      })
    },
  }
}
