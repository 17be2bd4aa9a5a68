import { field, isoDate, path, z } from '@keyway/sdk'
import { optional, withDefault } from '../../../input.ts'
import { hasMore, limit } from '../../../listing.ts'
import { limitOf, resultSet } from '../../fields.ts'
import { defineListing } from '../../listing.ts'
import { logRecord, toLogRecord } from '../../records.ts'

export const searchSystemLog = defineListing({
  id: 'okta.search_system_log',
  title: 'Search system log',
  description:
    'Reads events of the last 90 days by time, filter expression and keywords. None found is no error.',
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
  list: ({ since, until, filter, query: q, sortOrder, ...input }, { now }) => ({
    path: path`/api/v1/logs`,
    query: {
      since,
      // Without an upper bound an ascending query is a feed whose pages never end.
      until: until ?? new Date(now).toISOString(),
      filter,
      q,
      sortOrder: sortOrder.toUpperCase(),
    },
    pageSize: 1000,
    limit: limitOf(input),
  }),
  toItem: toLogRecord,
  toOutput: (events, more) => ({ events, event: events[0] ?? null, hasMore: more }),
})
