import { questions as contract } from '@keyway/api'
import { toText } from '@keyway/sdk'
import { includesRole, toActor, type Caller } from '../auth/caller.ts'
import type { Db } from '../db/database.ts'
import { ConflictError, ForbiddenError, NotFoundError } from '../errors.ts'
import { executionQueue } from '../executions/execution-queue.ts'
import type { HttpServer } from '../http/server.ts'
import { newJob } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { readAnswer } from './read-answer.ts'
import { answerQuestion, findQuestion, listQuestions, type QuestionRecord } from './store.ts'

export interface QuestionRouteParts {
  db: Db
  jobs: Pick<Jobs, 'enqueue'>
  /** Lets an execution look at the answer at once; its job does later what this cannot do now. */
  lookAtAnswers: (executionId: string) => Promise<void>
  now: () => number
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

/** Mounts what people are asked by flows, and their answers. */
export function mountQuestions(server: HttpServer, parts: QuestionRouteParts): void {
  const { db, jobs, now } = parts

  async function getQuestion(id: string): Promise<QuestionRecord> {
    const found = await findQuestion(db, id, now())
    if (found === undefined) throw new NotFoundError(`There is no question ${id}.`)
    return found
  }

  server.mount(contract.listQuestions, async ({ query, caller }) => {
    const isOpen = query.status === 'open'
    const filter = { isOpen, executionId: query.executionId, now: now() }
    const { items, ...rest } = await listQuestions(db, filter, query)
    return { ...rest, items: items.map((item) => ({ ...item, mayAnswer: mayAnswer(caller, item) })) }
  })

  server.mount(contract.getQuestion, async ({ params, caller }) => {
    const found = await getQuestion(params.questionId)
    return { ...found, mayAnswer: mayAnswer(caller, found) }
  })

  server.mount(contract.answerQuestion, async ({ params, body, caller }) => {
    const found = await getQuestion(params.questionId)
    if (!mayAnswer(caller, found)) {
      throw new ForbiddenError(
        found.approvers.length === 0
          ? 'Answering needs the role operator.'
          : `Only ${found.approvers.join(', ')} may answer this.`,
      )
    }
    if (found.status !== 'open') throw notOpen(found)
    const by = caller.kind === 'user' ? caller.email : caller.name
    const output = readAnswer(found.fields, body, by)
    const answer = { questionId: found.id, at: now(), by, output }
    const isKept = await db.transaction().execute(async (transaction) => {
      if (!(await answerQuestion(transaction, answer))) return false
      await jobs.enqueue(transaction, [newJob(executionQueue, { executionId: found.executionId })])
      return true
    })
    if (!isKept) throw notOpen(await getQuestion(found.id))
    const detail = `${found.step} of ${found.executionId}: ${toText(output['status'] ?? null)}`
    await parts.audit({ actor: toActor(caller), action: 'question.answered', target: found.id, detail })
    await parts.lookAtAnswers(found.executionId)
    return { ...(await getQuestion(found.id)), mayAnswer: true }
  })
}

/** Those who are named may answer; where nobody is, everybody who may operate flows. */
function mayAnswer(caller: Caller, { approvers }: QuestionRecord): boolean {
  if (approvers.length === 0) return includesRole(caller.role, 'operator')
  return (
    caller.kind === 'user' &&
    approvers.some((address) => address.toLowerCase() === caller.email.toLowerCase())
  )
}

function notOpen({ status, answeredBy }: QuestionRecord): ConflictError {
  switch (status) {
    case 'answered':
      return new ConflictError(`This was answered already, by ${answeredBy ?? 'somebody'}.`)
    case 'expired':
      return new ConflictError('The time to answer this is over; the flow went on without an answer.')
    case 'withdrawn':
    case 'open':
      return new ConflictError('The execution that asked this is over.')
  }
}
