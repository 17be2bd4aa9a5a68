import { OktaError, validationError } from '../errors/okta-error.ts'
import type { ExpressionParameter } from '../http/read-query.ts'
import { readExpression } from '../http/read-query.ts'
import type { SimContext } from '../http/sim-env.ts'

const dayMs = 24 * 60 * 60 * 1000
const retentionDays = 90
const refusedBeyondDays = 180

export type LogQuery = {
  /** Polling follows persistence and never ends; a bounded query follows `published` and ends. */
  kind: 'polling' | 'bounded'
  direction: 'ASCENDING' | 'DESCENDING'
  sinceMs: number
  untilMs: number
  limit: number
  after: { timeMs: number; sequence: number } | undefined
  matches(event: unknown): boolean
}

/** @throws OktaError E0000001 for a bad date, limit, order, cursor or `q`; E0000053 and E0000031 for a bad filter */
export function readLogQuery(c: SimContext, nowMs: number): LogQuery {
  const direction = readDirection(c)
  const until = readTime(c, 'until')
  const untilMs = until ?? nowMs
  const sinceMs = readTime(c, 'since') ?? untilMs - 7 * dayMs
  if (sinceMs < nowMs - refusedBeyondDays * dayMs) {
    throw new OktaError('E0000053', undefined, [
      `since: The range goes back more than ${refusedBeyondDays} days`,
    ])
  }
  refuseSlowFilter(c)
  const expression = readExpression(c, logFilter) ?? (() => true)
  const keywords = readKeywords(c)
  return {
    kind: until === undefined && direction === 'ASCENDING' ? 'polling' : 'bounded',
    direction,
    sinceMs: Math.max(sinceMs, nowMs - retentionDays * dayMs),
    untilMs,
    limit: readLogLimit(c),
    after: readAfter(c),
    matches: (event) => expression(event) && hasKeywords(event, keywords),
  }
}

const logFilter: ExpressionParameter = {
  name: 'filter',
  letterCase: 'case-insensitive',
  errorCode: 'E0000053',
  rules: {
    not: 'allowed',
    allows: (attribute) => attribute !== 'published' && !attribute.includes('changeDetails'),
  },
}

// Okta answers this one pair with another code than every other bad filter.
function refuseSlowFilter(c: SimContext): void {
  const filter = c.req.query('filter') ?? ''
  if (/debugContext\.debugData\.(url|requestUri)\s+co\s/i.test(filter)) throw new OktaError('E0000031')
}

function readDirection(c: SimContext): LogQuery['direction'] {
  const order = c.req.query('sortOrder') ?? 'ASCENDING'
  if (order === 'ASCENDING' || order === 'DESCENDING') return order
  throw validationError('sortOrder', [`sortOrder: Expected ASCENDING or DESCENDING, found '${order}'`])
}

function readTime(c: SimContext, name: 'since' | 'until'): number | undefined {
  const text = c.req.query(name)
  if (text === undefined) return undefined
  const time = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw validationError(name, [`${name}: Expected an ISO 8601 time, found '${text}'`])
  return time
}

function readLogLimit(c: SimContext): number {
  const text = c.req.query('limit') ?? '100'
  if (/^\d{1,4}$/.test(text) && Number(text) <= 1000) return Number(text)
  throw validationError('limit', [`limit: Expected 0 to 1000, found '${text}'`])
}

function readAfter(c: SimContext): LogQuery['after'] {
  const text = c.req.query('after')
  if (text === undefined) return undefined
  const [, timeMs, sequence] = /^(\d+)_(\d+)$/.exec(text) ?? []
  if (timeMs === undefined) throw validationError('after', ['after: Invalid cursor'])
  return { timeMs: Number(timeMs), sequence: Number(sequence) }
}

function readKeywords(c: SimContext): string[] {
  const words = (c.req.query('q') ?? '').split(/\s+/).filter((word) => word !== '')
  if (words.length > 10 || words.some((word) => word.length > 40)) {
    throw validationError('q', ['q: At most 10 keywords of at most 40 characters each'])
  }
  return words.flatMap((word) => word.toLowerCase().split('-')).filter((word) => word !== '')
}

function hasKeywords(event: unknown, keywords: readonly string[]): boolean {
  if (keywords.length === 0) return true
  const text = JSON.stringify(event).toLowerCase()
  return keywords.every((word) => text.includes(word))
}
