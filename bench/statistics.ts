/** Half of the samples take at most `p50`, all but one in a hundred at most `p99`; milliseconds. */
export interface Percentiles {
  p50: number
  p99: number
}

/** A figure of several runs: the middle one, and how far the runs lay apart. */
export interface Spread {
  median: number
  min: number
  max: number
}

export function toPercentiles(samples: readonly number[]): Percentiles {
  const sorted = samples.toSorted((a, b) => a - b)
  return { p50: atRank(sorted, 0.5), p99: atRank(sorted, 0.99) }
}

export function toSpread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = atIndex(sorted, Math.floor(sorted.length / 2))
  const lower = atIndex(sorted, Math.floor((sorted.length - 1) / 2))
  return { median: (lower + upper) / 2, min: atIndex(sorted, 0), max: atIndex(sorted, sorted.length - 1) }
}

/** Three significant digits: more would claim more than such a measurement knows. */
export function roundFigure(value: number): number {
  return Number(value.toPrecision(3))
}

/** The nearest rank: a time that was measured, never one in between. */
function atRank(sorted: readonly number[], share: number): number {
  return atIndex(sorted, Math.ceil(sorted.length * share) - 1)
}

function atIndex(sorted: readonly number[], index: number): number {
  const value = sorted[index]
  if (value === undefined) throw new Error('Expected measured values, found none.')
  return value
}
