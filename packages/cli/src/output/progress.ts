import type { ExecutionDetail } from './execution.ts'
import { findStep, valueAt } from './find-step.ts'

/** How far the loops are that an execution is in, a line each, outermost first. */
export function formatProgress({
  progress,
  document,
}: Pick<ExecutionDetail, 'progress' | 'document'>): string[] {
  return progress.map(({ step, done, total }) => {
    const count = done.toLocaleString('en')
    const of = total === null ? `${count} so far` : `${count} of ${total.toLocaleString('en')}`
    const share = total === null || total === 0 ? '' : ` (${Math.floor((done / total) * 100)} %)`
    return `${titleOf(document, step)}: ${of}${share}`
  })
}

/** The title or the name of a step, else its path. */
function titleOf(document: ExecutionDetail['document'], path: string): string {
  const step = findStep(document, path)
  const title = valueAt(step, 'title') ?? valueAt(step, 'id')
  return typeof title === 'string' ? title : path
}
