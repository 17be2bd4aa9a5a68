/** A moment at which the clocks of a time zone are put forward or back. */
export interface ClockChange {
  at: number
  /** Milliseconds from UTC to the clock, before and after. */
  before: number
  after: number
}

const hour = 3_600_000
const stepMs = 24 * hour

/** Changes of the clocks of a time zone in a span of time, in order. */
export function findClockChanges(
  timeZone: string,
  { from, to }: { from: number; to: number },
): ClockChange[] {
  const offsetAt = createOffset(timeZone)
  const changes: ClockChange[] = []
  // No zone changes its clock twice within a day.
  for (let start = from; start < to; start += stepMs) {
    const end = Math.min(start + stepMs, to)
    if (offsetAt(start) === offsetAt(end)) continue
    const at = firstWith(offsetAt, start, end)
    changes.push({ at, before: offsetAt(start), after: offsetAt(end) })
  }
  return changes
}

/** The first second of a span in which the offset is no longer what it was at its start. */
function firstWith(offsetAt: (at: number) => number, start: number, end: number): number {
  const before = offsetAt(start)
  let [low, high] = [Math.floor(start / 1000), Math.ceil(end / 1000)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * 1000) === before) low = middle
    else high = middle
  }
  return high * 1000
}

/** How far the clock of a zone is ahead of UTC at a moment, in milliseconds. */
function createOffset(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0
    const shown = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    )
    return shown - Math.floor(at / 1000) * 1000
  }
}
