import type { NewEvent, Sighting } from './hot-store.ts'

const hookBit = 1
const logBit = 2
const filteredBit = 4

/** The bits of a way in `event_keys.ways`; 0 where nobody counts. The last says that no hook was to bring it. */
export function wayBits(sighting: Sighting | undefined): number {
  if (sighting === undefined) return 0
  if (sighting.way === 'hook') return hookBit
  return sighting.isFiltered === true ? logBit | filteredBit : logBit
}

export interface MeterIncrement {
  org: string
  day: number
  type: string
  measure: string
  count: number
}

/** Counts of one transaction, to be added to the meter in it. */
export interface SightingTally {
  /** The event was stored now. */
  first: (event: NewEvent) => void
  /** It was known, seen by these ways before, and by this one not yet. Ways 0 were never counted. */
  again: (event: NewEvent, waysBefore: number) => void
  increments: () => MeterIncrement[]
}

const dayMs = 24 * 60 * 60 * 1000
/** Steps of delay grow by this factor, which is how exact percentiles are. */
const delayGrowth = 1.25
const shortestDelayMs = 50

/** The step of the histogram that a delay falls into. */
function delayStep(delayMs: number): number {
  return Math.max(0, Math.ceil(Math.log(Math.max(delayMs, 1) / shortestDelayMs) / Math.log(delayGrowth)))
}

/** The longest delay of a step, in milliseconds. */
export function delayOfStep(step: number): number {
  return Math.round(shortestDelayMs * delayGrowth ** step)
}

/** Days since 1970 (UTC) of the meter. */
export function meterDay(timeMs: number): number {
  return Math.floor(timeMs / dayMs)
}

export function createSightingTally(): SightingTally {
  const counts = new Map<string, MeterIncrement>()

  function count({ sighting, type, occurredAt }: NewEvent, measure: string, by: 1 | -1 = 1): void {
    if (sighting === undefined) return
    const increment = { org: sighting.org, day: meterDay(occurredAt), type, measure, count: by }
    const key = JSON.stringify([increment.org, increment.day, type, measure])
    const known = counts.get(key)
    if (known === undefined) counts.set(key, increment)
    else known.count += by
  }

  return {
    first(event) {
      if (event.sighting === undefined) return
      count(event, event.sighting.way)
      // How late something comes that nobody waits for says nothing.
      if ((wayBits(event.sighting) & filteredBit) !== 0) count(event, 'filtered')
      else count(event, `delay.${delayStep(event.receivedAt - event.occurredAt)}`)
    },
    again(event, waysBefore) {
      if (event.sighting === undefined || waysBefore === 0) return
      count(event, event.sighting.way)
      count(event, 'both')
      // A hook brought it all the same.
      if ((waysBefore & filteredBit) !== 0) count(event, 'filtered', -1)
    },
    // In one order everywhere, so that two transactions cannot wait for each other.
    increments: () =>
      [...counts.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, increment]) => increment),
  }
}
