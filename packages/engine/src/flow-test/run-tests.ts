import type { Catalog } from '@keyway/sdk'
import { parseDocument } from 'yaml'
import { checkFlowYaml, findFlowIn, type TextProblem } from '../flow/check-yaml.ts'
import { closest } from '../flow/closest.ts'
import { compileFlow } from '../interpreter/compile.ts'
import type { Program } from '../interpreter/program.ts'
import { printOptions } from '../flow/yaml.ts'
import { compareRun, runCase, runsOf, statusOf, stepIds, type CaseRun } from './run-case.ts'
import type { Difference } from './compare.ts'
import { readTestYaml, type Expectation, type ReadTest, type TestCase } from './test-document.ts'

/** How one case went. */
export interface CaseReport {
  name: string
  line: number
  status: 'passed' | 'failed'
  differences: Difference[]
}

/** How the cases of a file went; with problems none of them ran. */
export interface TestReport {
  problems: TextProblem[]
  cases: CaseReport[]
  /** The text with the expectations that what was found would meet; null where nothing changes. */
  updated: string | null
}

export interface TestParts {
  catalog: Catalog
  /** The text of a flow's file, by its name in the test; undefined when there is none. */
  readFlow: (name: string) => string | undefined
  /** Whether expectations are to be written. */
  update?: boolean
}

/** Runs the cases of a test file. Never throws for what stands in the file or in the flow. */
export function runTests(parts: TestParts, text: string): TestReport {
  const read = readTestYaml(text)
  if (read.test === undefined) return { problems: read.problems, cases: [], updated: null }
  const { program, problems } = openFlow(parts, read)
  const all = [...problems, ...(program === undefined ? [] : unknownSteps(program, read))]
  if (program === undefined || all.length > 0) return { problems: all, cases: [], updated: null }
  const runs = read.test.cases.map((one) => runCase(program, parts.catalog, one))
  const cases = read.test.cases.map((one, at): CaseReport => {
    const run = runs[at]
    const differences = run === undefined ? [] : judge(run, one, parts.update === true)
    const { line } = read.positions.of(['cases', at])
    return { name: one.name, line, status: differences.length === 0 ? 'passed' : 'failed', differences }
  })
  const updated = parts.update === true ? updateText(text, read.test.cases, runs) : null
  return { problems: [], cases, updated: updated === text ? null : updated }
}

type ReadWell = Exclude<ReadTest, { test: undefined }>

function openFlow(
  { catalog, readFlow }: TestParts,
  { test, positions }: ReadWell,
): { program?: Program; problems: TextProblem[] } {
  const fault = (message: string): TextProblem => ({
    ...positions.of(['flow']),
    path: 'flow',
    severity: 'error',
    message,
  })
  const text = readFlow(test.flow)
  if (text === undefined) return { problems: [fault(`There is no file "${test.flow}" here.`)] }
  const flow = findFlowIn(text)
  const errors = checkFlowYaml(text, { catalog, findHelpers: () => undefined }).filter(
    ({ severity }) => severity === 'error',
  )
  const problems = errors.map(({ line, column, message }) =>
    fault(`${test.flow}:${line}:${column}: ${message}`),
  )
  if (flow === undefined || problems.length > 0) return { problems }
  return { program: compileFlow(flow, catalog).program, problems: [] }
}

/** Names of steps that the flow does not have: such a test would test nothing. */
function unknownSteps(program: Program, { test, positions }: ReadWell): TextProblem[] {
  const known = new Set([...stepIds(program).values(), ...program.blocks.flat().map(({ path }) => path)])
  return test.cases.flatMap(({ steps, expect }, at) => {
    const places: (string | number)[][] = [
      ...Object.keys(steps).map((name) => ['cases', at, 'steps', name]),
      ...Object.keys(expect?.steps ?? {}).map((name) => ['cases', at, 'expect', 'steps', name]),
      ...(expect?.notRun ?? []).map((_, index) => ['cases', at, 'expect', 'notRun', index]),
    ]
    return places.flatMap((place): TextProblem[] => {
      const last = place.at(-1)
      const name = typeof last === 'number' ? (expect?.notRun?.[last] ?? '') : String(last)
      if (known.has(name)) return []
      const meant = closest(name, [...known])
      const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
      const message = `The flow has no step "${name}".${hint}`
      const position = typeof last === 'number' ? positions.of(place) : positions.ofKey(place)
      return [{ ...position, path: place.join('.'), severity: 'error', message }]
    })
  })
}

function judge(run: CaseRun, { expect }: TestCase, isUpdating: boolean): Difference[] {
  const unanswered = run.unanswered === null ? [] : compareRun(run, {})
  if (isUpdating || unanswered.length > 0) return unanswered
  if (expect !== undefined) return compareRun(run, expect)
  const message = 'expects nothing. Write what to expect, or let --update write what is found.'
  return [{ path: 'expect', expected: undefined, found: undefined, message }]
}

/** The text with what was found: what a case expects is brought up to date, and one that expects nothing gets its end. */
function updateText(text: string, cases: readonly TestCase[], runs: readonly CaseRun[]): string {
  const document = parseDocument(text)
  let changes = 0
  for (const [at, { expect }] of cases.entries()) {
    const run = runs[at]
    if (run === undefined || run.unanswered !== null) continue
    if (expect !== undefined && compareRun(run, expect).length === 0) continue
    changes += 1
    for (const [key, value] of Object.entries(foundIn(run, expect))) {
      document.setIn(['cases', at, 'expect', key], document.createNode(value))
    }
    for (const key of ['output', 'error'] as const) {
      if (expect?.[key] !== undefined && !Object.hasOwn(foundIn(run, expect), key)) {
        document.deleteIn(['cases', at, 'expect', key])
      }
    }
  }
  return changes === 0 ? text : document.toString(printOptions)
}

function foundIn(run: CaseRun, expected: Expectation | undefined): Record<string, unknown> {
  const { result, response } = run
  const steps = Object.entries(expected?.steps ?? {}).map(([name, wanted]) => {
    const runs = runsOf(run, name)
    const found: Record<string, unknown> = {
      input: runs[0]?.input,
      inputs: runs.map(({ input }) => input),
      output: runs[0]?.output,
      runs: runs.length,
    }
    const kept = Object.keys(wanted).map((key) => [key, found[key]] as const)
    return [name, Object.fromEntries(kept.filter(([, value]) => value !== undefined))] as const
  })
  return {
    status: statusOf(result),
    ...(result?.status === 'succeeded' && result.output !== null ? { output: result.output } : {}),
    ...(result?.status === 'failed'
      ? { error: { code: result.error.code, message: result.error.message, step: result.step } }
      : {}),
    ...(expected?.response === undefined || response === null
      ? {}
      : { response: { status: response.status, body: response.body } }),
    ...(steps.length === 0 ? {} : { steps: Object.fromEntries(steps) }),
    ...(expected?.notRun === undefined
      ? {}
      : { notRun: expected.notRun.filter((name) => runsOf(run, name).length === 0) }),
  }
}
