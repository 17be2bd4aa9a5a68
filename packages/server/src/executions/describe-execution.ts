import type { OpenCommand, Program, Result, StepRun } from '@keyway/engine'
import type { executions } from '@keyway/api'
import type { ErrorData, Json, z } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import type { HotStore } from '../db/hot-store.ts'
import type { BulkRun } from '../budgets/budgets.ts'
import { NotFoundError } from '../errors.ts'
import { head } from './head.ts'
import { rebuild, type Rebuilt } from './rebuild.ts'
import { isFinal } from './status.ts'
import { findPlaceInLine } from './lines/store.ts'
import { findExecution, listChildren, listReruns, type ExecutionRecord } from './store.ts'

/** A loop at the limit of the other side is put off again and again; nobody reads more. */
const mostPostponed = 500

export type ExecutionDetail = z.input<typeof executions.getExecution.answer>

export interface DescribeParts {
  db: Db
  hot: HotStore
  /** Program of a flow version. */
  program: (versionId: string) => Promise<Program>
  /** When a bulk run will be done at what rate limits allow; null where nobody knows. */
  forecast?: (run: BulkRun) => Promise<ExecutionDetail['forecast']>
}

/** A write that was announced and has no outcome: the step that an execution in doubt waits for a person with. */
export interface Doubt {
  command: number
  step: string
  action: string
  since: number
}

/**
 * An execution with the values it really had: its journal, replayed. Long values are cut.
 *
 * @throws {NotFoundError} when there is no such execution.
 */
export async function describeExecution(parts: DescribeParts, executionId: string): Promise<ExecutionDetail> {
  const record = await getExecution(parts.db, executionId)
  const program = await parts.program(record.versionId)
  const rebuilt = await rebuild(parts.hot, program, record)
  const { trigger, recording, open, result } = rebuilt
  const doubts = record.status === 'in_doubt' ? listDoubts(open) : []
  const forecast = isFinal(record.status)
    ? null
    : await parts.forecast?.({ executionId, progress: rebuilt.progress, priority: program.flow.priority })
  const children = await listChildren(parts.db, executionId)
  const reruns = await listReruns(parts.db, executionId)
  return {
    ...record,
    document: program.flow,
    trigger: head(trigger),
    steps: recording.runs.map((run) => shown(run, doubts)),
    cut: listCut(rebuilt),
    omitted: recording.omitted,
    progress: rebuilt.progress,
    forecast: forecast ?? null,
    waits: isFinal(record.status) ? [] : listWaits(open),
    postponed: rebuilt.postponed.slice(0, mostPostponed).map(({ command, at, until, tries, waitsFor }) => ({
      command,
      at,
      until,
      tries,
      what: waitsFor?.what ?? null,
    })),
    line: record.isInLine ? await findPlaceInLine(parts.db, executionId) : null,
    isJournalKept: record.journal !== 'deleted',
    output: result?.status === 'succeeded' ? head(result.output) : null,
    error: errorOf(record, result),
    failedStep: result?.status === 'failed' ? result.step : record.failedStep,
    inDoubt: doubts[0] ?? null,
    children: children.map(({ id, flowName, status, parentCommand }) => ({
      id,
      flowName,
      status,
      command: parentCommand,
    })),
    cause: rebuilt.cause,
    reruns: reruns.map(({ id, status, dryRun, createdAt }) => ({ id, status, dryRun, createdAt })),
    replay: rebuilt.isComplete && agrees(record, result) ? 'faithful' : 'different',
  }
}

/** Throws NotFoundError when there is no such execution. */
export async function getExecution(db: Db, executionId: string): Promise<ExecutionRecord> {
  const record = await findExecution(db, executionId)
  if (record === undefined) throw new NotFoundError(`There is no execution ${executionId}.`)
  return record
}

/** The writes in doubt among the open commands of an execution whose status is `in_doubt`, oldest first. */
export function listDoubts(open: readonly OpenCommand[]): Doubt[] {
  return open.flatMap(({ command, intendedAt }) =>
    command.type === 'run_action' && intendedAt !== null
      ? [{ command: command.id, step: command.step, action: command.action, since: intendedAt }]
      : [],
  )
}

function listWaits(open: readonly OpenCommand[]): ExecutionDetail['waits'] {
  return open.flatMap(({ command, postponed }) => {
    if (postponed === null || !('step' in command)) return []
    const { until, waitsFor } = postponed
    return [{ step: command.step, until, what: waitsFor?.what ?? null, ahead: waitsFor?.ahead ?? null }]
  })
}

function shown(run: StepRun, doubts: readonly Doubt[]): StepRun {
  const isInDoubt = doubts.some(({ command }) => command === run.command)
  return {
    ...run,
    status: isInDoubt ? 'in_doubt' : run.status,
    input: head(run.input),
    output: head(run.output),
    error: run.error === null ? null : headOfError(run.error),
  }
}

/** Values of which only the head is shown. */
function listCut({ trigger, result, recording }: Rebuilt): ExecutionDetail['cut'] {
  const output = result?.status === 'succeeded' ? result.output : null
  const own = { step: null, turns: [] }
  return [
    ...(isWhole(trigger) ? [] : [{ ...own, part: 'input' as const }]),
    ...(isWhole(output) ? [] : [{ ...own, part: 'output' as const }]),
    ...recording.runs.flatMap(({ step, turns, input, output: answer, error }) => {
      const place = { step, turns: [...turns] }
      return [
        ...(isWhole(input) ? [] : [{ ...place, part: 'input' as const }]),
        ...(isWhole(answer) ? [] : [{ ...place, part: 'output' as const }]),
        ...(isWhole(error?.body ?? null) ? [] : [{ ...place, part: 'error' as const }]),
      ]
    }),
  ]
}

function isWhole(value: Json): boolean {
  return head(value) === value
}

function headOfError(error: ErrorData): ErrorData {
  return error.body === undefined ? error : { ...error, body: head(error.body) }
}

function errorOf(record: ExecutionRecord, result: Result | null): ErrorData | null {
  if (result?.status === 'failed') return headOfError(result.error)
  if (record.status === 'failed' && record.journal === 'deleted') {
    const { errorCode, errorMessage } = record
    return { code: errorCode ?? 'flow_error', message: errorMessage ?? '', retry: 'never' }
  }
  if (result?.status === 'cancelled') return { code: 'cancelled', message: result.reason, retry: 'never' }
  return null
}

function agrees(record: ExecutionRecord, result: Result | null): boolean {
  if (record.journal === 'deleted') return true
  // The journal of one that runs may be ahead of its row, and the row of one that just ended ahead of the journal read.
  if (!isFinal(record.status)) return result === null || record.status === 'running'
  if (result?.status !== record.status) return false
  return (
    result.status !== 'failed' ||
    (result.error.code === record.errorCode && result.step === record.failedStep)
  )
}
