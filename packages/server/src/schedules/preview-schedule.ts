import type { system as contract } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { findClockChanges, type ClockChange } from './clock-changes.ts'
import { nextOccurrences } from './next-occurrences.ts'

type Preview = z.input<typeof contract.previewSchedule.answer>
type Schedule = { cron: string; timeZone: string }

const year = 365 * 24 * 3_600_000
/** A schedule of every minute needs no sixty lines. */
const mostShown = 3

/**
 * When a schedule runs next, and what the changes of the clock within a year do to it. Throws InputError as
 * `checkSchedule` does.
 */
export function previewSchedule({ count, ...schedule }: Schedule & { count: number }, now: number): Preview {
  const next = nextOccurrences(schedule, { from: now, count })
  const changes = findClockChanges(schedule.timeZone, { from: now, to: now + year })
  return { next, clockChanges: changes.flatMap((change) => touchedBy(schedule, change)) }
}

/** What the clock shows is reckoned as if it were UTC: there nothing is left out and nothing comes twice. */
function touchedBy(
  { cron, timeZone }: Schedule,
  { at, before, after }: ClockChange,
): Preview['clockChanges'] {
  const [from, to] = [at + before, at + after]
  const onClock = between({ cron, timeZone: 'UTC' }, Math.min(from, to), Math.max(from, to))
  if (onClock.length === 0) return []
  const span = Math.abs(after - before)
  const isForward = after > before
  const runs = isForward
    ? between({ cron, timeZone }, at, at + 1_000)
    : between({ cron, timeZone }, at - span, at + span)
  return [
    {
      at,
      from: clockOf(from),
      to: clockOf(to),
      touched: onClock.slice(0, mostShown).map(clockOf),
      runs: runs.slice(0, 2 * mostShown),
    },
  ]
}

/** Occurrences from one moment up to, and without, another. */
function between(schedule: Schedule, from: number, to: number): number[] {
  return nextOccurrences(schedule, { from: from - 1, count: 2 * mostShown }).filter((time) => time < to)
}

function clockOf(shown: number): string {
  return new Date(shown).toISOString().slice(11, 16)
}
