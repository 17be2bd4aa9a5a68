import type { questions as contract } from '@keyway/api'
import type { PersonRequest } from '@keyway/engine'
import type { JsonObject, z } from '@keyway/sdk'
import { parseCursor, toPage, type Page } from '../cursor.ts'
import type { Db } from '../db/database.ts'
import { finalStatuses } from '../executions/status.ts'
import type { Answer, NewQuestion } from './question.ts'

export type QuestionRecord = Omit<z.input<typeof contract.question>, 'mayAnswer'>

/** Asks, unless this was asked before. Gives the answer if there is one. */
export async function askQuestion(
  db: Db,
  { id, question }: { id: string; question: NewQuestion },
): Promise<JsonObject | undefined> {
  const { executionId, flowId, command, step, request, at, expiresAt } = question
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('questions')
    .values({
      id,
      execution_id: executionId,
      command,
      flow_id: flowId,
      step,
      request: JSON.stringify(request),
      status: 'open',
      created_at: at,
      expires_at: expiresAt,
      answered_at: null,
      answered_by: null,
      answer: null,
    })
    .onConflict((conflict) => conflict.columns(['execution_id', 'command']).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 1n) return undefined
  const asked = await db
    .selectFrom('questions')
    .select('answer')
    .where('execution_id', '=', executionId)
    .where('command', '=', command)
    .executeTakeFirst()
  // Written by answerQuestion.
  return asked?.answer == null ? undefined : (JSON.parse(asked.answer) as JsonObject)
}

/** Keeps an answer; false when somebody was faster, or it is too late. */
export async function answerQuestion(db: Db, { questionId, at, by, output }: Answer): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('questions')
    .set({ status: 'answered', answered_at: at, answered_by: by, answer: JSON.stringify(output) })
    .where('id', '=', questionId)
    .where('status', '=', 'open')
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Questions, newest first; open ones are those that an execution still waits for. Throws InputError for a cursor that is none. */
export async function listQuestions(
  db: Db,
  filter: { isOpen?: boolean; executionId?: string | undefined; now: number },
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<QuestionRecord>> {
  let query = records(db)
    .orderBy('questions.created_at', 'desc')
    .orderBy('questions.id', 'desc')
    .limit(page.limit + 1)
  if (page.cursor !== undefined) {
    const [at, id] = parseCursor(page.cursor, ['number', 'string'])
    query = query.where((e) =>
      e.or([
        e('questions.created_at', '<', Number(at)),
        e.and([e('questions.created_at', '=', Number(at)), e('questions.id', '<', String(id))]),
      ]),
    )
  }
  if (filter.executionId !== undefined) query = query.where('questions.execution_id', '=', filter.executionId)
  if (filter.isOpen === true) {
    query = query
      .where('questions.status', '=', 'open')
      .where('questions.expires_at', '>', filter.now)
      .where('executions.status', 'in', ['queued', 'running', 'waiting', 'paused', 'in_doubt'])
  }
  const rows = await query.execute()
  return toPage(
    rows.map((row) => toRecord(row, filter.now)),
    page.limit,
    (last) => [last.createdAt, last.id],
  )
}

export async function findQuestion(db: Db, id: string, now: number): Promise<QuestionRecord | undefined> {
  const row = await records(db).where('questions.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : toRecord(row, now)
}

function records(db: Db) {
  return db
    .selectFrom('questions')
    .leftJoin('executions', 'executions.id', 'questions.execution_id')
    .leftJoin('flows', 'flows.id', 'questions.flow_id')
    .selectAll('questions')
    .select(['executions.status as executionStatus', 'flows.name as flowName'])
}

type Row = Awaited<ReturnType<ReturnType<typeof records>['execute']>>[number]

const over: readonly unknown[] = [...finalStatuses, null]

function toRecord(row: Row, now: number): QuestionRecord {
  // Written by askQuestion.
  const { question, details, approvers, fields } = JSON.parse(row.request) as PersonRequest
  return {
    id: row.id,
    executionId: row.execution_id,
    flowId: row.flow_id,
    flowName: row.flowName ?? '(deleted flow)',
    step: row.step,
    question,
    details,
    approvers,
    fields: fields === null ? null : [...fields],
    status:
      row.status === 'answered'
        ? 'answered'
        : row.expires_at <= now
          ? 'expired'
          : over.includes(row.executionStatus)
            ? 'withdrawn'
            : 'open',
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
    answer: row.answer === null ? null : (JSON.parse(row.answer) as JsonObject),
  }
}
