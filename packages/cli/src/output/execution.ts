import type { AnswerOf, executions } from '@keyway/api'
import { findStep, valueAt } from './find-step.ts'
import { formatProgress } from './progress.ts'
import { formatDuration, formatTime } from './time.ts'

export type ExecutionDetail = AnswerOf<typeof executions.getExecution>
type StepRun = ExecutionDetail['steps'][number]

const longestValue = 400

const marks: Record<StepRun['status'], string> = {
  running: '…',
  succeeded: '✓',
  failed: '✗',
  stopped: '■',
  in_doubt: '?',
}

const originMarks: Record<NonNullable<StepRun['origin']>, string> = { described: '~', taken_over: '↩' }

/** An execution for people: how it ended, and each step with the values it really had. */
export function formatExecution(execution: ExecutionDetail): string {
  const { flowName, status, startedAt, finishedAt, error, inDoubt } = execution
  const took =
    startedAt !== null && finishedAt !== null ? ` in ${formatDuration(finishedAt - startedAt)}` : ''
  const end = execution.stopped ? 'stopped by a Continue If' : status.replace('_', ' ')
  const lines = [
    `${flowName}: ${end}${took}`,
    `execution ${execution.id}, ${execution.mode}, version ${execution.version ?? 'draft'}, created ${formatTime(execution.createdAt)}`,
    ...(execution.eventType === null ? [] : [`event ${execution.eventType}`]),
    ...(execution.cause === null ? [] : [`caused by ${execution.cause.execution}`]),
    ...(execution.dryRun
      ? ['Dry run: nothing was changed. Steps marked ~ would have run, with these inputs.']
      : []),
    ...(execution.rerunOf === null
      ? []
      : [`repeats ${execution.rerunOf}; steps marked ↩ are taken over from it`]),
    ...execution.reruns.map(({ id, status: stands }) => `repeated by ${id}, ${stands.replace('_', ' ')}`),
    ...formatProgress(execution).map((line) => `in progress: ${line}`),
    ...formatForecast(execution, Date.now()),
    ...execution.waits.map((wait) => formatWait(wait, Date.now())),
    ...formatLine(execution),
    ...(execution.isJournalKept ? [] : ['The values were not kept: its flow says "saveData: false".']),
    '',
    `  trigger  ${shorten(execution.trigger)}`,
    ...execution.steps.flatMap((step) => formatStep(execution, step)),
    ...formatOmitted(execution),
    `  output   ${shorten(execution.output)}`,
    ...(error === null
      ? []
      : ['', `Failed at ${execution.failedStep ?? 'the start'}: ${error.message} (${error.code})`]),
    ...(inDoubt === null
      ? []
      : [
          '',
          `In doubt: nobody knows whether ${inDoubt.action} of ${inDoubt.step} happened. Look there, then settle it in the console.`,
        ]),
  ]
  return lines.join('\n')
}

function formatForecast({ forecast }: ExecutionDetail, now: number): string[] {
  if (forecast === null) return []
  const { bucket, calls, endsAt } = forecast
  const left = endsAt <= now ? 'done soon' : `about ${formatDuration(endsAt - now)} more`
  return [`forecast: ${calls.toLocaleString('en')} calls of ${bucket} left, at the rate limit ${left}`]
}

function formatWait({ step, until, what, ahead }: ExecutionDetail['waits'][number], now: number): string {
  const before = ahead === null || ahead === 0 ? '' : `, ${ahead.toLocaleString('en')} before it`
  const resumes = until <= now ? 'resumes now' : `resumes in ${Math.ceil((until - now) / 1000)} s`
  return `waiting: ${step} ${what === null ? 'is tried again' : `waits for ${what}${before}`}, ${resumes}`
}

function formatLine({ line }: ExecutionDetail): string[] {
  if (line === null) return []
  const behind = line.behind.map(({ id, status }) => `${id} (${status.replace('_', ' ')})`).join(', ')
  return [`waiting for its turn: behind ${behind}, and ${line.ahead.toLocaleString('en')} before it in line`]
}

/** Runs that the history left out, so that nobody takes the rest for all. */
function formatOmitted({ omitted }: ExecutionDetail): string[] {
  return Object.entries(omitted).map(([step, count]) =>
    step === '*' || count === null
      ? '  … runs in between are left out'
      : `  … ${count.toLocaleString('en')} more runs of ${step} are left out`,
  )
}

function formatStep({ document }: ExecutionDetail, run: StepRun): string[] {
  const found = findStep(document, run.step)
  const turn = run.turns.length === 0 ? '' : ` turn ${run.turns.map((index) => index + 1).join('.')}`
  const took =
    run.finishedAt === null || run.origin !== undefined
      ? ''
      : `  ${formatDuration(run.finishedAt - run.startedAt)}`
  const lane = run.lane === undefined ? '' : `  → ${run.lane}`
  const depth = (run.step.match(/\]\./g) ?? []).length
  const pad = '  '.repeat(depth + 1)
  const what = textOf(found, 'title') ?? textOf(found, 'use') ?? kindOf(found)
  return [
    `${pad}${run.origin === undefined ? marks[run.status] : originMarks[run.origin]} ${run.id ?? run.step}${turn}  ${what}${took}${lane}`,
    ...valueLines(`${pad}    `, run),
  ]
}

function valueLines(pad: string, { input, output, error }: StepRun): string[] {
  return [
    ...(input === null ? [] : [`${pad}in   ${shorten(input)}`]),
    ...(output === null ? [] : [`${pad}out  ${shorten(output)}`]),
    ...(error === null ? [] : [`${pad}error  ${error.message} (${error.code})`]),
  ]
}

function textOf(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function kindOf(step: unknown): string {
  const keys = typeof step === 'object' && step !== null ? Object.keys(step) : []
  return keys.find((key) => key !== 'id') ?? 'step'
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}… (${text.length} characters)`
}
