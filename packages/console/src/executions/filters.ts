import { executions } from '@keyway/api'
import type { ExecutionSummary } from './live-list.ts'

export const timeRanges = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_592_000_000,
} as const
export type TimeRange = keyof typeof timeRanges | 'any'

/** A stretch of time chosen in the chart, in milliseconds since 1970: `from` inclusive, `to` exclusive. */
export interface TimeStretch {
  from: number
  to: number
}

/** What the list shows; it lives in the page's address. */
export interface Filters {
  flowId: string | null
  status: ExecutionSummary['status'] | null
  time: TimeRange
  /** Counts instead of `time`. */
  stretch: TimeStretch | null
  who: string
  text: string
  eventId: string | null
  hasChildren: boolean
}

export const noFilters: Filters = {
  flowId: null,
  status: null,
  time: 'any',
  stretch: null,
  who: '',
  text: '',
  eventId: null,
  hasChildren: false,
}

/** Reads filters from the address; unknown values count as no filter. */
export function parseFilters(search: URLSearchParams): Filters {
  const status = executions.executionStatuses.find((known) => known === search.get('status'))
  const time = (['hour', 'day', 'week', 'month'] as const).find((known) => known === search.get('time'))
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(search.get('between') ?? '') ?? []
  return {
    flowId: search.get('flow'),
    status: status ?? null,
    time: time ?? 'any',
    stretch: from === undefined || to === undefined ? null : { from: Number(from), to: Number(to) },
    who: search.get('who') ?? '',
    text: search.get('text') ?? '',
    eventId: search.get('event'),
    hasChildren: search.get('helpers') === 'true',
  }
}

export function printFilters(filters: Filters): URLSearchParams {
  const { flowId, status, time, stretch, who, text, eventId, hasChildren } = filters
  const search = new URLSearchParams()
  if (flowId !== null) search.set('flow', flowId)
  if (status !== null) search.set('status', status)
  if (time !== 'any') search.set('time', time)
  if (stretch !== null) search.set('between', `${stretch.from}-${stretch.to}`)
  if (who !== '') search.set('who', who)
  if (text !== '') search.set('text', text)
  if (eventId !== null) search.set('event', eventId)
  if (hasChildren) search.set('helpers', 'true')
  return search
}

/** Whether something is left out that the page shows by itself. */
export function isFiltered(filters: Filters): boolean {
  return printFilters({ ...filters, hasChildren: false }).size > 0
}

/** The filters as the API asks for them. `from` is rounded to the minute, so that the same filter is the same query. */
export function toQuery(filters: Filters, now: number) {
  const { flowId, status, time, stretch, eventId, hasChildren } = filters
  const who = filters.who.trim()
  const text = filters.text.trim()
  return {
    limit: 50,
    children: hasChildren ? ('true' as const) : ('false' as const),
    ...(flowId === null ? {} : { flowId }),
    ...(status === null ? {} : { status }),
    ...(eventId === null ? {} : { eventId }),
    ...(who === '' ? {} : { who }),
    ...(text === '' ? {} : { text }),
    ...(stretch === null ? {} : { from: stretch.from, to: stretch.to - 1 }),
    ...(stretch !== null || time === 'any'
      ? {}
      : { from: Math.floor((now - timeRanges[time]) / 60_000) * 60_000 }),
  }
}
