import { setTimeout } from 'node:timers/promises'
import { executions, questions, type Call } from '@keyway/api'
import type { ExecutionDetail } from './output/execution.ts'
import { formatProgress } from './output/progress.ts'

const atRest: readonly ExecutionDetail['status'][] = ['succeeded', 'failed', 'cancelled', 'in_doubt']
const noteEveryMs = 5_000

/** Waits until an execution is at rest. What it waits for meanwhile goes to standard error, once each. */
export async function waitForEnd(call: Call, executionId: string): Promise<ExecutionDetail> {
  const told = new Set<string>()
  const tell = (line: string): void => {
    if (!told.has(line)) process.stderr.write(`${line}\n`)
    told.add(line)
  }
  let notedAt = Date.now()
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 1.5, 1000)) {
    const execution = await call(executions.getExecution, { params: { executionId } })
    const { status } = execution
    if (atRest.includes(status)) return execution
    if (status === 'paused') tell(`Paused. "keyway executions resume ${executionId}" lets it go on.`)
    if (status === 'waiting') await tellQuestions(call, executionId, tell)
    if (status === 'running' && Date.now() - notedAt >= noteEveryMs) {
      notedAt = Date.now()
      for (const line of formatProgress(execution)) tell(line)
    }
    await setTimeout(pauseMs)
  }
}

async function tellQuestions(call: Call, executionId: string, tell: (line: string) => void): Promise<void> {
  const { items } = await call(questions.listQuestions, { query: { executionId } })
  for (const { id, question, fields } of items) {
    const how = fields === null ? '--approve or --reject' : '--set key=value'
    tell(`Waits for an answer to "${question}": keyway questions answer ${id} ${how}`)
  }
}
