import type { Painting } from '../strip/paint.ts'
import { indexRuns } from '../strip/run-index.ts'
import type { ExecutionDetail } from './execution-page.tsx'
import { createWholeUrls } from './whole-url.ts'

/** What an execution adds to the drawing of the flow that it ran. */
export function paintingOf(execution: ExecutionDetail): Painting {
  const { id, steps, trigger, inDoubt, children, progress, omitted, rerunOf, cut } = execution
  return {
    runs: indexRuns(steps),
    trigger,
    inDoubtStep: inDoubt?.step ?? null,
    children,
    progress,
    omitted,
    rerunOf,
    wholeUrl: createWholeUrls(id, cut),
  }
}
