import { executions, type AnswerOf, type Call } from '@keyway/api'
import { classify, type Ending, type ExecutionDetail } from './classify.ts'

type Summary = AnswerOf<typeof executions.listExecutions>['items'][number]

const underWay = ['queued', 'running', 'waiting'] as const

/** Waits until nothing runs any more; answers what still does after the time given. */
export async function untilIdle(call: Call, timeoutMs: number): Promise<Summary[]> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const pages = await Promise.all(
      underWay.map((status) =>
        call(executions.listExecutions, { query: { status, children: 'true', limit: 200 } }),
      ),
    )
    const left = pages.flatMap(({ items }) => items)
    if (left.length === 0 || Date.now() > end) return left
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** An execution and how it ended. */
export interface Ended {
  ending: Ending
  execution: ExecutionDetail
}

/** Every execution since a moment, helper flows included, each with its replayed values. */
export async function readExecutions(call: Call, from: number): Promise<Ended[]> {
  const found: Summary[] = []
  let cursor: string | undefined
  do {
    const page: AnswerOf<typeof executions.listExecutions> = await call(executions.listExecutions, {
      query: { children: 'true', from, limit: 200, cursor },
    })
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  const ended: Ended[] = []
  const queue = found.values()
  const read = async (): Promise<void> => {
    for (const { id } of queue) {
      const execution = await call(executions.getExecution, { params: { executionId: id } })
      ended.push({ ending: classify(execution), execution })
    }
  }
  await Promise.all(Array.from({ length: 8 }, read))
  return ended
}
