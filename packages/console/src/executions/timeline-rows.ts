import type { StepRun } from '@keyway/engine'
import type { ExecutionDetail } from './execution-page.tsx'

/** A stretch of time in which a step was put off: after a try that failed, or held up by something. */
export interface TimelineWait {
  from: number
  to: number
  tries: number
  what: string | null
}

/** One line of the timeline: a run of a step, from its begin to its end or until now. */
export interface TimelineRow {
  key: string
  step: string
  turns: readonly number[]
  status: StepRun['status']
  from: number
  to: number
  isOver: boolean
  waits: readonly TimelineWait[]
}

export interface Timeline {
  from: number
  to: number
  rows: readonly TimelineRow[]
}

/** Runs of steps as lines of one common time, in the order they began. `now` ends what is still under way. */
export function layoutTimeline(
  execution: Pick<ExecutionDetail, 'createdAt' | 'finishedAt' | 'steps' | 'postponed'>,
  now: number,
): Timeline {
  const { createdAt, finishedAt, steps, postponed } = execution
  const end = finishedAt ?? now
  const byCommand = Map.groupBy(postponed, ({ command }) => command)
  const rows = steps.map((run, at): TimelineRow => {
    const to = Math.max(run.startedAt, run.finishedAt ?? end)
    const own = run.command === null ? [] : (byCommand.get(run.command) ?? [])
    return {
      key: `${at} ${run.step}`,
      step: run.step,
      turns: run.turns,
      status: run.status,
      from: run.startedAt,
      to,
      isOver: run.finishedAt !== null,
      waits: own.map(({ at: from, until, tries, what }) => ({
        from,
        to: Math.max(from, Math.min(until, to)),
        tries,
        what,
      })),
    }
  })
  const last = rows.reduce((latest, { to }) => Math.max(latest, to), createdAt)
  // What was over within a millisecond still needs a width to be drawn in.
  return { from: createdAt, to: Math.max(finishedAt ?? last, last, createdAt + 1), rows }
}

/** Round times for the axis, at most `most` of them, as milliseconds after the begin. */
export function ticksOf(lengthMs: number, most: number): number[] {
  const step = steps.find((size) => lengthMs / size <= most) ?? lengthMs / most
  return Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, at) => at * step)
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const steps = [1, 2, 5]
  .flatMap((digit) => [digit, digit * 10, digit * 100])
  .toSorted((a, b) => a - b)
  .concat([1, 2, 5, 10, 30].map((count) => count * second))
  .concat([1, 2, 5, 10, 30].map((count) => count * minute))
  .concat([1, 2, 6, 12].map((count) => count * hour))
  .concat([1, 2, 5, 10, 30, 100].map((count) => count * day))
