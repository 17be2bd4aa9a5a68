import type { ClaimedExecution } from '../db/hot-store.ts'

type Take = (executionIds: readonly string[]) => Promise<readonly ClaimedExecution[]>

interface Wish {
  executionId: string
  resolve: (claimed: ClaimedExecution | undefined) => void
  reject: (error: unknown) => void
}

/**
 * Lets those who take executions at the same time share a transaction: after a burst of events there are thousands, and
 * each transaction reaches the disk. What is asked for while one is under way goes into the next.
 */
export function createTaker(take: Take): (executionId: string) => Promise<ClaimedExecution | undefined> {
  let wishes: Wish[] = []
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    // All that is asked for in this turn of the event loop goes together.
    await new Promise((resolve) => setImmediate(resolve))
    while (wishes.length > 0) {
      const group = wishes
      wishes = []
      await takeGroup(group)
    }
    isRunning = false
  }

  async function takeGroup(group: readonly Wish[]): Promise<void> {
    try {
      const claimed = await take([...new Set(group.map(({ executionId }) => executionId))])
      const left = new Map(claimed.map((execution) => [execution.id, execution]))
      for (const { executionId, resolve } of group) {
        resolve(left.get(executionId))
        // Of two who ask for the same one, the first has it.
        left.delete(executionId)
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  return (executionId) =>
    new Promise((resolve, reject) => {
      wishes.push({ executionId, resolve, reject })
      if (!isRunning) void run()
    })
}
