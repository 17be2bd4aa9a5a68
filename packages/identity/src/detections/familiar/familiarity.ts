import type { JsonObject } from '@keyway/sdk'
import type { Trace, TraceKind, Traces } from './traces.ts'

/** A trace that somebody left before. Times are milliseconds since 1970. */
export interface KnownTrace extends Trace {
  firstSeen: number
  lastSeen: number
}

/** What is remembered of a subject. */
export interface Remembered {
  traces: readonly KnownTrace[]
  /** Uses of days of the past, by the number of the day since 1970. */
  usesByDay: ReadonlyMap<number, number>
}

export const dayMs = 86_400_000
/** Who was seen for a shorter time is not judged: at first everything is new. */
const learningMs = 14 * dayMs
/** What was not used for so long is new again. */
const rememberedMs = 30 * dayMs
/** Days that the usual use of an account is taken from, and how many of them have to have had one. */
export const usualDays = 14
const leastUsedDays = 7

/**
 * What is known of whoever an event is about, at its time: fields under `keyway` that rules look at like at those of the
 * event. A trace that the event itself was the first to leave is new, also when the event is looked at again later.
 */
export function judgeFamiliarity(
  { at, traces }: Traces,
  { traces: known, usesByDay }: Remembered,
): JsonObject {
  const begins = known.reduce((first, { firstSeen }) => Math.min(first, firstSeen), Infinity)
  const rowOf = (trace: Trace) =>
    known.find(({ kind, value }) => kind === trace.kind && value === trace.value)
  const isKnown = (trace: Trace): boolean => {
    const row = rowOf(trace)
    return row !== undefined && row.firstSeen < at && row.lastSeen >= at - rememberedMs
  }
  const find = (kind: TraceKind) => traces.find((trace) => trace.kind === kind)
  const isNew = (kind: TraceKind, { learns }: { learns: boolean }): boolean => {
    const trace = find(kind)
    if (trace === undefined || isKnown(trace)) return false
    return learns ? at - begins >= learningMs : begins < at
  }
  const device = find('device')
  const before = known.reduce(
    (last, { lastSeen }) => (lastSeen < at ? Math.max(last, lastSeen) : last),
    -Infinity,
  )
  return {
    newDevice: isNew('device', { learns: true }),
    newNetwork: isNew('network', { learns: true }),
    newCountry: isNew('country', { learns: true }),
    newPlace: isNew('place', { learns: false }),
    knownDevice: device !== undefined && isKnown(device),
    silentDays: before === -Infinity ? null : Math.floor((at - before) / dayMs),
    usualUses: usualUses(usesByDay, Math.floor(at / dayMs)),
  }
}

/** The median of the days with a use; null where there were too few of them. */
function usualUses(usesByDay: ReadonlyMap<number, number>, today: number): number | null {
  const counts = [...usesByDay]
    .filter(([day, uses]) => day < today && day >= today - usualDays && uses > 0)
    .map(([, uses]) => uses)
    .toSorted((a, b) => a - b)
  return counts.length < leastUsedDays ? null : (counts[Math.floor(counts.length / 2)] ?? null)
}
