import type { Filters, TimeRange, TimeStretch } from './filters.ts'

const minute = 60_000
const hour = 60 * minute

/** What the chart shows for each choice of time: how long a bar is, and how many there are. */
const shapes: Record<TimeRange, { width: number; bars: number }> = {
  hour: { width: minute, bars: 60 },
  day: { width: hour / 2, bars: 48 },
  any: { width: 4 * hour, bars: 42 },
  week: { width: 4 * hour, bars: 42 },
  month: { width: 24 * hour, bars: 30 },
}

export interface ChartRange extends TimeStretch {
  /** Length of a bar in milliseconds. */
  width: number
}

/** Which time the chart shows: what the list is filtered to, else the last week. Bars begin at round times. */
export function chartRange({ time, stretch }: Pick<Filters, 'time' | 'stretch'>, now: number): ChartRange {
  if (stretch !== null) {
    const width = roundWidth((stretch.to - stretch.from) / 48)
    const from = Math.floor(stretch.from / width) * width
    return { from, to: Math.max(from + width, Math.ceil(stretch.to / width) * width), width }
  }
  const { width, bars } = shapes[time]
  const to = (Math.floor(now / width) + 1) * width
  return { from: to - bars * width, to, width }
}

const roundWidths = [1_000, 5_000, 15_000, minute, 5 * minute, 15 * minute, hour / 2, 4 * hour, 24 * hour]

function roundWidth(least: number): number {
  return roundWidths.find((width) => width >= least) ?? Math.ceil(least / (24 * hour)) * 24 * hour
}
