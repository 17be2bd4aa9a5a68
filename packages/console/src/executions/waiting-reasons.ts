import { executionTexts } from '../texts/executions.ts'
import type { ExecutionDetail } from './execution-page.tsx'

/** Why an execution does not go on right now. */
export interface WaitingReason {
  /** What makes it one of its kind, for lists. */
  key: string
  text: string
  /** Where the reader sees more of it. */
  link: { to: string; label: string } | null
}

/** Most reasons of one kind that are told; a loop of a thousand turns has as many. */
const mostOfAKind = 5

/** Every reason why an execution waits, most telling first; none for one that is under way or over. */
export function waitingReasons(
  execution: Pick<ExecutionDetail, 'status' | 'line' | 'waits' | 'children' | 'steps' | 'startedAt'>,
  { titleOf, now }: { titleOf: (step: string) => string; now: number },
): WaitingReason[] {
  const { status, line, waits, children, steps, startedAt } = execution
  const { why } = executionTexts
  if (line !== null) {
    const [first] = line.behind
    const link = first === undefined ? null : { to: `/executions/${first.id}`, label: why.lineLink }
    return [{ key: 'line', text: why.line(line.ahead), link }]
  }
  if (status === 'queued')
    return [{ key: 'queue', text: startedAt === null ? why.queued : why.queuedAgain, link: null }]
  if (status !== 'waiting' && status !== 'running') return []
  const postponed = waits.toSorted((a, b) => a.until - b.until).slice(0, mostOfAKind)
  const turns = postponed.map((wait, at) => ({
    key: `wait ${at}`,
    text: why.step(titleOf(wait.step), executionTexts.waitsFor(wait, now)),
    link: null,
  }))
  const helpers = children
    .filter((child) => !['succeeded', 'failed', 'cancelled'].includes(child.status))
    .slice(0, mostOfAKind)
    .map((child) => ({
      key: child.id,
      text: why.helper(child.flowName, executionTexts.statuses[child.status].toLowerCase()),
      link: { to: `/executions/${child.id}`, label: why.helperLink },
    }))
  if (turns.length > 0 || helpers.length > 0 || status === 'running') return [...turns, ...helpers]
  const open = steps.find((run) => run.status === 'running' && run.command !== null)
  return open === undefined ? [] : [{ key: 'step', text: why.atStep(titleOf(open.step)), link: null }]
}
