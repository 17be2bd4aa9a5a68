import { anyObject, field, z } from '@keyway/sdk'
import { optional } from '../../input.ts'
import { hasMore, limit } from '../../listing.ts'
import { tableName } from '../fields.ts'
import { defineListing } from '../listing.ts'

export const searchRecords = defineListing({
  id: 'servicenow.search_records',
  title: 'Search records',
  description: 'Lists the records of a table that match an encoded query.',
  input: z.object({
    table: field(tableName(), { title: 'Table', placeholder: 'incident' }),
    query: field(optional(z.string()), {
      title: 'Query',
      description: 'As "Copy query" of a list gives it. Without an order of its own it is ordered by sys_id.',
      placeholder: 'active=true^priority=1',
    }),
    limit,
  }),
  output: z.object({ records: z.array(anyObject), hasMore }),
  list: (input) => ({ table: input.table, query: input.query ?? '', limit: input.limit }),
  toItem: (record) => anyObject.parse(record),
  toOutput: (records, more) => ({ records, hasMore: more }),
})
