import { executions } from '@keyway/api'
import type { ExecutionSummary } from './live-list.ts'

export const timeRanges = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_592_000_000,
} as const
export type TimeRange = keyof typeof timeRanges | 'any'

/** What the list shows; it lives in the page's address. */
export interface Filters {
  flowId: string | null
  status: ExecutionSummary['status'] | null
  time: TimeRange
  eventId: string | null
  hasChildren: boolean
}

/** Reads filters from the address; unknown values count as no filter. */
export function parseFilters(search: URLSearchParams): Filters {
  const status = executions.executionStatuses.find((known) => known === search.get('status'))
  const time = (['hour', 'day', 'week', 'month'] as const).find((known) => known === search.get('time'))
  return {
    flowId: search.get('flow'),
    status: status ?? null,
    time: time ?? 'any',
    eventId: search.get('event'),
    hasChildren: search.get('helpers') === 'true',
  }
}

export function printFilters(filters: Filters): URLSearchParams {
  const search = new URLSearchParams()
  if (filters.flowId !== null) search.set('flow', filters.flowId)
  if (filters.status !== null) search.set('status', filters.status)
  if (filters.time !== 'any') search.set('time', filters.time)
  if (filters.eventId !== null) search.set('event', filters.eventId)
  if (filters.hasChildren) search.set('helpers', 'true')
  return search
}

export function isFiltered(filters: Filters): boolean {
  return (
    filters.flowId !== null || filters.status !== null || filters.time !== 'any' || filters.eventId !== null
  )
}

/** The filters as the API asks for them. `from` is rounded to the minute, so that the same filter is the same query. */
export function toQuery(filters: Filters, now: number) {
  return {
    limit: 50,
    children: filters.hasChildren ? ('true' as const) : ('false' as const),
    ...(filters.flowId === null ? {} : { flowId: filters.flowId }),
    ...(filters.status === null ? {} : { status: filters.status }),
    ...(filters.eventId === null ? {} : { eventId: filters.eventId }),
    ...(filters.time === 'any'
      ? {}
      : { from: Math.floor((now - timeRanges[filters.time]) / 60_000) * 60_000 }),
  }
}
