import type { Catalog, Json } from '@keyway/sdk'
import { advance } from '../interpreter/advance.ts'
import type { Command, Entry, Response, Result } from '../interpreter/journal.ts'
import type { Program } from '../interpreter/program.ts'
import { createRecorder } from '../interpreter/recorder.ts'
import type { State } from '../interpreter/state.ts'
import type { StepRun } from '../interpreter/trace.ts'
import { createAnswers, UnansweredError } from './answers.ts'
import { compareDeep, compareNamed, type Difference } from './compare.ts'
import type { Expectation, TestCase } from './test-document.ts'

/** What a case led to. */
export interface CaseRun {
  result: Result | null
  response: Response | null
  runs: readonly StepRun[]
  /** Why it could not go on: something was asked that the case does not answer. */
  unanswered: string | null
}

const runsPerStep = 10_000
const mostCommands = 100_000

/** Runs a flow with the answers of a case: function cards are real, nothing else happens. */
export function runCase(program: Program, catalog: Catalog, testCase: TestCase): CaseRun {
  const recorder = createRecorder(runsPerStep)
  const ids = stepIds(program)
  const answer = createAnswers(catalog, testCase, (step) => ids.get(step) ?? null)
  const open: Exclude<Command, { type: 'finish' | 'respond' }>[] = []
  let response: Response | null = null
  let state: State | null = null
  let at = Date.parse(testCase.at)
  const { trigger, seed, name } = testCase
  let entry: Entry = { type: 'started', at, executionId: `test: ${name}`, seed, trigger }
  const end = (result: Result | null, unanswered: string | null): CaseRun => ({
    result,
    response,
    runs: recorder.recording().runs,
    unanswered,
  })
  for (let asked = 0; asked <= mostCommands; asked += 1) {
    const advanced = advance(program, state, entry, { recorder })
    state = advanced.state
    for (const command of advanced.commands) {
      if (command.type === 'respond') response ??= command.response
      else if (command.type !== 'finish') open.push(command)
    }
    const command = open.shift()
    if (state.result !== null || command === undefined) return end(state.result, null)
    try {
      entry = answer(command, at)
    } catch (error) {
      if (!(error instanceof UnansweredError)) throw error
      return end(null, error.message)
    }
    at = Math.max(at, entry.at)
  }
  return end(null, `It asked the world more than ${mostCommands} times.`)
}

/** Names that answers and expectations may use. */
export function stepIds(program: Program): ReadonlyMap<string, string> {
  return new Map(program.blocks.flat().flatMap(({ path, id }) => (id === null ? [] : [[path, id] as const])))
}

/** What a result is called in a test: `stopped` is a Continue If that did not hold. */
export function statusOf(result: Result | null): string | null {
  if (result?.status === 'succeeded' && result.stopped !== undefined) return 'stopped'
  return result?.status ?? null
}

/** Where a run is not as expected. */
export function compareRun(run: CaseRun, expected: Expectation): Difference[] {
  const { result, response, unanswered } = run
  if (unanswered !== null) {
    return [{ path: 'steps', expected: undefined, found: undefined, message: unanswered }]
  }
  const { status, output, error, response: answered, steps = {}, notRun = [] } = expected
  const found = statusOf(result)
  const failure = result?.status === 'failed' ? result : null
  const differences: Difference[] = []
  if (status !== undefined && status !== found) {
    const why =
      failure === null ? '' : `: ${failure.error.message} (${failure.error.code}, at ${failure.step})`
    const message = `expected ${status}, found ${found ?? 'an execution that waits'}${why}`
    differences.push({ path: 'status', expected: status, found, message })
  }
  if (output !== undefined) {
    const given = result?.status === 'succeeded' ? result.output : null
    differences.push(...compareDeep(output, given, ['output']))
  }
  if (error !== undefined) {
    const { code, message, statusCode } = failure?.error ?? {}
    differences.push(...compareNamed(error, { code, message, statusCode, step: failure?.step }, ['error']))
  }
  if (answered !== undefined) differences.push(...compareNamed(answered, response ?? {}, ['response']))
  for (const [name, wanted] of Object.entries(steps)) differences.push(...compareStep(run, name, wanted))
  for (const name of notRun) {
    const count = runsOf(run, name).length
    if (count > 0) {
      const message = `expected not to run, ran ${count === 1 ? 'once' : `${count} times`}`
      differences.push({ path: `notRun.${name}`, expected: 0, found: count, message })
    }
  }
  return differences
}

type StepExpectation = NonNullable<Expectation['steps']>[string]

function compareStep(run: CaseRun, name: string, wanted: StepExpectation): Difference[] {
  const runs = runsOf(run, name)
  const path = ['steps', name]
  const { input, inputs, output, runs: count } = wanted
  const [first] = runs
  if (first === undefined && count !== 0) {
    return [
      { path: path.join('.'), expected: undefined, found: undefined, message: 'expected to run, did not' },
    ]
  }
  return [
    ...(count === undefined ? [] : compareDeep(count, runs.length, [...path, 'runs'])),
    ...(input === undefined ? [] : compareDeep(input, first?.input, [...path, 'input'])),
    ...(inputs === undefined ? [] : compareDeep(inputs, runs.map(inputOf), [...path, 'inputs'])),
    ...(output === undefined ? [] : compareDeep(output, first?.output, [...path, 'output'])),
  ]
}

function inputOf({ input }: StepRun): Json {
  return input
}

export function runsOf({ runs }: CaseRun, name: string): StepRun[] {
  return runs.filter(({ id, step }) => id === name || step === name)
}
