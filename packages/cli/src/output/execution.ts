import type { AnswerOf, executions } from '@keyway/api'
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
    '',
    `  trigger  ${shorten(execution.trigger)}`,
    ...execution.steps.flatMap((step) => formatStep(execution, step)),
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

function formatStep({ document }: ExecutionDetail, run: StepRun): string[] {
  const found = findStep(document, run.step)
  const turn = run.turns.length === 0 ? '' : ` turn ${run.turns.map((index) => index + 1).join('.')}`
  const took = run.finishedAt === null ? '' : `  ${formatDuration(run.finishedAt - run.startedAt)}`
  const lane = run.lane === undefined ? '' : `  → ${run.lane}`
  const depth = (run.step.match(/\]\./g) ?? []).length
  const pad = '  '.repeat(depth + 1)
  const what = textOf(found, 'title') ?? textOf(found, 'use') ?? kindOf(found)
  return [
    `${pad}${marks[run.status]} ${run.id ?? run.step}${turn}  ${what}${took}${lane}`,
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

/** Follows a step's path (`steps[2].try[0]`) into the document. */
function findStep(document: unknown, path: string): unknown {
  return (path.match(/[^.[\]]+/g) ?? []).reduce<unknown>((value, key) => valueAt(value, key), document)
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
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
