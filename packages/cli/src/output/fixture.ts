import type { ExecutionDetail } from './execution.ts'

type StepRun = ExecutionDetail['steps'][number]

/** A test of a flow that expects what a real execution did, and what a person has to look at in it. */
export interface Fixture {
  test: { flow: string; cases: object[] }
  warnings: string[]
}

/** Turns an execution into a case: what the world said becomes answers, how it ended becomes what is expected. */
export function toFixture(execution: ExecutionDetail): Fixture {
  const { id, flowName, createdAt, trigger, steps, output, error, failedStep, status, stopped } = execution
  const asked = steps.filter(
    ({ command, status: end, step }) =>
      command !== null && end !== 'running' && !isPause(stepAt(execution, step)),
  )
  const answers = Map.groupBy(asked, ({ id: name, step }) => name ?? step)
  const ran = new Set(steps.map(({ step }) => step))
  const streams = [...ran].filter((step) => hasKey(stepAt(execution, step), 'stream'))
  const expected = {
    status: stopped ? 'stopped' : status,
    ...(status === 'succeeded' && output !== null ? { output } : {}),
    ...(error === null
      ? {}
      : {
          error: {
            code: error.code,
            message: error.message,
            ...(failedStep === null ? {} : { step: failedStep }),
          },
        }),
    steps: Object.fromEntries([...answers].map(([name, runs]) => [name, { runs: runs.length }])),
  }
  const warnings = ['It holds real data of an execution. Look through it before it goes into a repository.']
  if (status !== 'succeeded' && status !== 'failed') {
    warnings.push(`The execution is ${status.replace('_', ' ')}: the case expects an end that there was not.`)
  }
  if (Object.keys(execution.omitted).length > 0) {
    warnings.push('The execution ran steps more often than its history shows; answers are missing.')
  }
  if (/… \(\d+ more (items|characters) are not shown\)/.test(JSON.stringify(execution))) {
    warnings.push('Long values are cut, as the history shows them.')
  }
  for (const step of streams) {
    warnings.push(`The pages of ${step} are not in the history: fill "pages" in.`)
  }
  const name = `as execution ${id} of ${new Date(createdAt).toISOString()}`
  const paged = streams.map((step) => [nameOf(steps, step), { pages: [[]] }] as const)
  return {
    test: {
      flow: `${flowName.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.yaml`,
      cases: [
        {
          name,
          trigger,
          at: new Date(createdAt).toISOString(),
          steps: {
            ...Object.fromEntries([...answers].map(([key, runs]) => [key, answersOf(runs)])),
            ...Object.fromEntries(paged),
          },
          expect: expected,
        },
      ],
    },
    warnings,
  }
}

function answersOf(runs: readonly StepRun[]): object {
  const all = runs.map(({ output, error }) => {
    if (error === null) return { output }
    const { code, message, statusCode, body } = error
    return {
      error: {
        message,
        code,
        ...(statusCode === undefined ? {} : { statusCode }),
        ...(body === undefined ? {} : { body }),
      },
    }
  })
  const [first] = all
  return all.length === 1 && first !== undefined ? first : all
}

/** A wait for a time, which passes at once in a test. */
function isPause(step: unknown): boolean {
  if (typeof step !== 'object' || step === null || !('wait' in step)) return false
  return !hasKey(step.wait, 'approval') && !hasKey(step.wait, 'answer')
}

function hasKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
}

/** Follows a step's path (`steps[2].try[0]`) into the document. */
function stepAt({ document }: ExecutionDetail, step: string): unknown {
  return (step.match(/[^.[\]]+/g) ?? []).reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    document,
  )
}

function nameOf(steps: readonly StepRun[], step: string): string {
  return steps.find((run) => run.step === step)?.id ?? step
}
