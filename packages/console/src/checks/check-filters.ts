import type { CheckStatus, CheckSummary } from './status-word.tsx'

export const checkSeverities = ['critical', 'high', 'medium', 'low'] as const
export const checkDomains = ['MFA', 'ACC', 'PRV', 'ACS', 'GRP', 'API', 'ORG'] as const
export const checkStatuses = ['fail', 'pass', 'unknown', 'manual', 'not_applicable', 'muted', 'off'] as const

/** What the list of checks shows; it lives in the page's address. */
export interface CheckFilters {
  framework: string
  text: string
  status: CheckStatus | null
  severity: (typeof checkSeverities)[number] | null
  domain: (typeof checkDomains)[number] | null
}

/** Reads filters from the address; unknown values count as no filter. */
export function parseCheckFilters(search: URLSearchParams): CheckFilters {
  return {
    framework: search.get('framework') ?? 'all',
    text: search.get('text') ?? '',
    status: checkStatuses.find((known) => known === search.get('status')) ?? null,
    severity: checkSeverities.find((known) => known === search.get('severity')) ?? null,
    domain: checkDomains.find((known) => known === search.get('domain')) ?? null,
  }
}

export function printCheckFilters(filters: CheckFilters): URLSearchParams {
  const { framework, ...others } = filters
  const search = new URLSearchParams(framework === 'all' ? {} : { framework })
  for (const [name, value] of Object.entries(others))
    if (value !== null && value !== '') search.set(name, value)
  return search
}

export function fitsCheck(check: CheckSummary, filters: CheckFilters): boolean {
  const { framework, text, status, severity, domain } = filters
  const words = text.trim().toLowerCase()
  return (
    (framework === 'all' || check.frameworks.some((one) => one.split(':')[0] === framework)) &&
    (words === '' || `${check.id} ${check.title}`.toLowerCase().includes(words)) &&
    (status === null || check.states.some((state) => state.status === status)) &&
    (severity === null || check.severity === severity) &&
    (domain === null || check.domain === domain)
  )
}
