import type { StepRun } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import type { ExecutionDetail } from './execution-page.tsx'

/** What of a step is compared. */
export type ComparedPart = 'status' | 'input' | 'output' | 'error'

/** A step of two executions of one flow, side by side; undefined where it did not run. */
export interface ComparedStep {
  step: string
  turns: readonly number[]
  left: StepRun | undefined
  right: StepRun | undefined
  differs: readonly ComparedPart[]
}

/**
 * Runs of the same step in the same turn side by side, in the order of the left execution, then what ran on the right
 * only. Times are not compared: they always differ.
 */
export function compareSteps(left: readonly StepRun[], right: readonly StepRun[]): ComparedStep[] {
  const rightByKey = new Map(right.map((run) => [keyOf(run), run]))
  const leftKeys = new Set(left.map(keyOf))
  return [
    ...left.map((run) => pair(run, rightByKey.get(keyOf(run)))),
    ...right.filter((run) => !leftKeys.has(keyOf(run))).map((run) => pair(undefined, run)),
  ]
}

/** Whether two values are the same; the order of an object's members says nothing. */
export function isSame(left: Json | undefined, right: Json | undefined): boolean {
  return left === right || stable(left) === stable(right)
}

type ErrorView = NonNullable<ExecutionDetail['error']>

/** An error as a value to look at: without the members that it does not have. */
export function toJson({ code, message, ...others }: ErrorView): Json {
  const known = Object.entries(others).flatMap(([name, member]): [string, Json][] =>
    member === undefined ? [] : [[name, member]],
  )
  return { code, message, ...Object.fromEntries(known) }
}

function pair(left: StepRun | undefined, right: StepRun | undefined): ComparedStep {
  const { step, turns } = left ?? right ?? { step: '', turns: [] }
  if (left === undefined || right === undefined) return { step, turns, left, right, differs: ['status'] }
  const differs: ComparedPart[] = []
  if (left.status !== right.status || left.lane !== right.lane) differs.push('status')
  if (!isSame(left.input, right.input)) differs.push('input')
  if (!isSame(left.output, right.output)) differs.push('output')
  if (!isSame(left.error && toJson(left.error), right.error && toJson(right.error))) differs.push('error')
  return { step, turns, left, right, differs }
}

function keyOf({ step, turns }: StepRun): string {
  return `${step} ${turns.join()}`
}

function stable(value: Json | undefined): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
