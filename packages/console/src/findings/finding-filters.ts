import { checkSeverities } from '../checks/check-filters.ts'
import type { FindingQuery } from './finding-list.tsx'

export const states = ['open', 'closed', 'all'] as const

/** What the list of findings shows; it lives in the page's address. */
export interface FindingFilters {
  state: (typeof states)[number]
  severity: (typeof checkSeverities)[number] | null
  check: string | null
  text: string
}

/** Reads filters from the address; unknown values count as no filter. */
export function parseFindingFilters(search: URLSearchParams): FindingFilters {
  return {
    state: states.find((known) => known === search.get('state')) ?? 'open',
    severity: checkSeverities.find((known) => known === search.get('severity')) ?? null,
    check: search.get('check'),
    text: search.get('text') ?? '',
  }
}

export function printFindingFilters({ state, severity, check, text }: FindingFilters): URLSearchParams {
  const search = new URLSearchParams()
  if (state !== 'open') search.set('state', state)
  if (severity !== null) search.set('severity', severity)
  if (check !== null) search.set('check', check)
  if (text !== '') search.set('text', text)
  return search
}

/** The filters as the API asks for them. */
export function toFindingQuery({ state, severity, check, text }: FindingFilters): FindingQuery {
  return {
    ...(state === 'all' ? {} : { status: state }),
    ...(severity === null ? {} : { severity }),
    ...(check === null ? {} : { checkId: check }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  }
}
