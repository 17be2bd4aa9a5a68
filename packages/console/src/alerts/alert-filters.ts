import { severities, type Severity } from './severity-mark.tsx'

/** What the list of alerts shows; it lives in the page's address. */
export interface AlertFilters {
  state: (typeof states)[number]
  severity: Severity | null
  detection: string | null
  subject: string
}

export const states = ['active', 'open', 'acknowledged', 'closed', 'all'] as const

/** Reads filters from the address; unknown values count as no filter. */
export function parseAlertFilters(search: URLSearchParams): AlertFilters {
  return {
    state: states.find((known) => known === search.get('state')) ?? 'active',
    severity: severities.find((known) => known === search.get('severity')) ?? null,
    detection: search.get('detection'),
    subject: search.get('subject') ?? '',
  }
}

export function printAlertFilters({ state, severity, detection, subject }: AlertFilters): URLSearchParams {
  const search = new URLSearchParams()
  if (state !== 'active') search.set('state', state)
  if (severity !== null) search.set('severity', severity)
  if (detection !== null) search.set('detection', detection)
  if (subject !== '') search.set('subject', subject)
  return search
}

/** The filters as the API asks for them. */
export function toAlertQuery({ state, severity, detection, subject }: AlertFilters) {
  return {
    ...(state === 'all' ? {} : { state }),
    ...(severity === null ? {} : { severity }),
    ...(detection === null ? {} : { detectionId: detection }),
    ...(subject.trim() === '' ? {} : { subject: subject.trim() }),
  }
}
