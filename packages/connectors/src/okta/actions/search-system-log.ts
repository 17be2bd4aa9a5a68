import { defineAction, field, isJsonObject, isoDate, path, z, type Query } from '@keyway/sdk'
import { optional, textOf, withDefault } from '../../input.ts'
import { collect, readOktaPage } from '../client.ts'
import { hasMore, limit, resultSet, standardLimit } from '../fields.ts'
import { logRecord, toLogRecord } from '../records.ts'

export const searchSystemLog = defineAction({
  id: 'okta.search_system_log',
  title: 'Search system log',
  description:
    'Reads events of the last 90 days by time, filter expression and keywords. None found is no error.',
  effect: 'read',
  scopes: ['okta.logs.read'],
  standsFor: ['okta-workflows:okta.searchSystemLogs', 'torq:List system logs'],
  input: z.object({
    since: field(optional(isoDate), { title: 'Since', description: 'Seven days before "until" by default.' }),
    until: field(optional(isoDate), { title: 'Until', description: 'Now by default.' }),
    filter: field(optional(z.string()), {
      title: 'Filter',
      placeholder: 'eventType eq "user.session.start"',
    }),
    query: field(optional(z.string()), { title: 'Keywords', description: 'Up to ten; all must occur.' }),
    sortOrder: field(withDefault(z.enum(['ascending', 'descending']), 'ascending'), { title: 'Sort order' }),
    resultSet,
    limit,
  }),
  output: z.object({
    events: z.array(logRecord),
    event: field(logRecord.nullable(), { title: 'First event', description: 'Empty when none was found.' }),
    hasMore,
  }),
  async run({ limit = standardLimit, ...input }, { http, now }) {
    const total = input.resultSet === 'first' ? 1 : limit
    const query = { ...queryOf(input, new Date(now).toISOString()), limit: Math.min(total + 1, 1000) }
    const found = await collect(http, { path: path`/api/v1/logs`, query, limit: total })
    const events = found.items.map(toLogRecord)
    return { events, event: events[0] ?? null, hasMore: found.hasMore }
  },
  async readPage(input, page, { http, now }) {
    // Every page must have the end that the first one had.
    const until = isJsonObject(page.cursor) ? textOf(page.cursor['until']) : new Date(now).toISOString()
    const limit = input.resultSet === 'first' ? 1 : input.limit
    const query = queryOf(input, until)
    const { items, next } = await readOktaPage(http, { path: path`/api/v1/logs`, query, limit }, page)
    return { items: items.map(toLogRecord), next: isJsonObject(next) ? { ...next, until } : null }
  },
})

interface Criteria {
  since?: string | undefined
  until?: string | undefined
  filter?: string | undefined
  query?: string | undefined
  sortOrder: 'ascending' | 'descending'
}

/** Without an upper bound an ascending query is a feed whose pages never end. */
function queryOf({ since, until, filter, query: q, sortOrder }: Criteria, end: string): Query {
  return { since, until: until ?? end, filter, q, sortOrder: sortOrder.toUpperCase() }
}
