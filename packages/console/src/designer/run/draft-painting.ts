import { matchSteps, type Flow } from '@keyway/engine'
import type { ExecutionDetail } from '../../executions/execution-page.tsx'
import { paintingOf } from '../../executions/painting-of.ts'
import type { Painting } from '../../strip/paint.ts'

/** An execution as far as it can be seen on a draft that may have gone on since. */
export interface DraftRun {
  painting: Painting
  /** The card that failed or is in doubt, where the draft still has it. */
  pointAt: string | null
  /** Path in the version that ran of a card of the draft; undefined for one that is new. */
  ranAs: (path: string) => string | undefined
}

/** Puts what an execution knows of each step of its version onto the same step of the draft, wherever that is now. */
export function paintDraft(execution: ExecutionDetail, draft: Flow): DraftRun {
  const { before, partner } = matchSteps(execution.document, draft)
  const now = new Map<string, string>()
  const then = new Map<string, string>()
  for (const placed of before) {
    const other = partner.get(placed)
    if (other === undefined) continue
    now.set(placed.path, other.path)
    then.set(other.path, placed.path)
  }
  const moved = <Placed extends { step: string }>(placed: readonly Placed[]): Placed[] =>
    placed.flatMap((one) => {
      const step = now.get(one.step)
      return step === undefined ? [] : [{ ...one, step }]
    })
  const { steps, progress, omitted, inDoubt, failedStep } = execution
  const painting = paintingOf({
    ...execution,
    steps: moved(steps),
    progress: moved(progress),
    omitted: Object.fromEntries(
      Object.entries(omitted).map(([step, count]) => [now.get(step) ?? step, count]),
    ),
    inDoubt: inDoubt === null ? null : (moved([inDoubt])[0] ?? null),
  })
  const { wholeUrl } = paintingOf(execution)
  const pointed = failedStep ?? inDoubt?.step
  return {
    painting: {
      ...painting,
      wholeUrl: (value, path) =>
        wholeUrl(value.step === null ? value : { ...value, step: then.get(value.step) ?? value.step }, path),
    },
    pointAt: pointed === undefined ? null : (now.get(pointed) ?? null),
    ranAs: (path) => then.get(path),
  }
}
