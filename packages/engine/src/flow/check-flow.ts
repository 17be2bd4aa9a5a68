import { compileFlow } from '../interpreter/compile.ts'
import type { Problem } from '../interpreter/program.ts'
import type { Flow } from './document.ts'
import { lintFlow } from './lint.ts'
import type { Surroundings } from './places.ts'
import { formatPath } from './schema.ts'
import { walkPlaces } from './walk.ts'

/** A problem with its place: `steps[2].with.channel`, or null where it concerns the flow as a whole. */
export interface PlacedProblem extends Problem {
  path: string | null
}

/** What `compileFlow` and `lintFlow` say of a flow, with places, in the order of the document. */
export function checkFlow(flow: Flow, surroundings: Surroundings): PlacedProblem[] {
  const problems = [...compileFlow(flow, surroundings.catalog).problems, ...lintFlow(flow, surroundings)]
  const order = new Map([...walkPlaces(flow.steps)].map(({ path }, at) => [path, at]))
  const orderOf = ({ step }: Problem): number => (step === null ? -1 : (order.get(step) ?? order.size))
  return problems
    .toSorted((a, b) => orderOf(a) - orderOf(b))
    .map((problem) => ({ ...problem, path: pathOf(problem) }))
}

function pathOf({ step, field = [] }: Problem): string | null {
  if (step === null) return field.length === 0 ? null : formatPath(field)
  return step + formatPath(field).replace(/^(?=[^[])/, '.')
}
