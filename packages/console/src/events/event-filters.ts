import { timeRanges, type TimeRange } from '../executions/filters.ts'

/** What the list of events shows; it lives in the page's address. */
export interface EventFilters {
  type: string
  who: string
  source: string | null
  time: TimeRange
}

const ranges = ['hour', 'day', 'week', 'month'] as const

/** Reads filters from the address; unknown values count as no filter. */
export function parseEventFilters(search: URLSearchParams): EventFilters {
  return {
    type: search.get('type') ?? '',
    who: search.get('who') ?? '',
    source: search.get('source'),
    time: ranges.find((known) => known === search.get('time')) ?? 'any',
  }
}

export function printEventFilters({ type, who, source, time }: EventFilters): URLSearchParams {
  const search = new URLSearchParams()
  if (type !== '') search.set('type', type)
  if (who !== '') search.set('who', who)
  if (source !== null) search.set('source', source)
  if (time !== 'any') search.set('time', time)
  return search
}

export function isFilteredEvents(filters: EventFilters): boolean {
  return printEventFilters(filters).size > 0
}

/** The filters as the API asks for them. `from` is rounded to the minute, so that the same filter is the same query. */
export function toEventQuery({ type, who, source, time }: EventFilters, now: number) {
  return {
    ...(type.trim() === '' ? {} : { type: type.trim() }),
    ...(who.trim() === '' ? {} : { who: who.trim() }),
    ...(source === null ? {} : { source }),
    ...(time === 'any' ? {} : { from: Math.floor((now - timeRanges[time]) / 60_000) * 60_000 }),
  }
}
