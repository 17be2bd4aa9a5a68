import { anyObject, defineAction, field, z, type TableCondition, type TableQuery } from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../../input.ts'
import { limit, offset, rowOutput, table, toRowOutput, where } from '../fields.ts'

export const searchRows = defineAction({
  id: 'tables.search_rows',
  title: 'Search rows',
  description: 'Finds the rows of a table that meet all conditions. None found is no error.',
  effect: 'read',
  standsFor: ['okta-workflows:stash.searchRows2'],
  input: z.object({
    table,
    where,
    orderBy: field(optional(requiredText()), { title: 'Order by', description: 'A column.' }),
    direction: field(withDefault(z.enum(['asc', 'desc']), 'asc'), { title: 'Direction' }),
    resultSet: field(withDefault(z.enum(['one', 'all']), 'all'), { title: 'Result set' }),
    limit,
    offset,
  }),
  output: z.object({
    rowId: z.string().nullable(),
    createdAt: z.string().nullable(),
    updatedAt: z.string().nullable(),
    version: z.int().nullable(),
    values: anyObject,
    rows: z.array(rowOutput),
  }),
  async run({ table: name, ...input }, { tables }) {
    const most = input.resultSet === 'one' ? 1 : input.limit
    const query = { ...toQuery(input), offset: input.offset, ...(most === 0 ? {} : { limit: most }) }
    const rows = (await tables.searchRows(name, query)).map(toRowOutput)
    const [first] = rows
    return {
      rowId: first?.rowId ?? null,
      createdAt: first?.createdAt ?? null,
      updatedAt: first?.updatedAt ?? null,
      version: first?.version ?? null,
      values: first?.values ?? {},
      rows,
    }
  },
  async readPage({ table: name, ...input }, { cursor, size }, { tables }) {
    const most = input.resultSet === 'one' ? 1 : input.limit
    const { place, left } = progress.parse(cursor ?? { place: null, left: most === 0 ? null : most })
    const query = { ...toQuery(input), offset: input.offset }
    const page = { cursor: place, size: left === null ? size : Math.min(size, left) }
    const { items, next } = await tables.pageRows(name, query, page)
    const rest = left === null ? null : left - items.length
    return {
      items: items.map(toRowOutput),
      next: next === null || rest === 0 ? null : { place: next, left: rest },
    }
  },
})

/** How far a stream is: where its next page begins, and how many rows are left of its limit. */
const progress = z.object({ place: z.string().nullable(), left: z.int().nullable() })

function toQuery(input: {
  where: TableCondition[]
  orderBy?: string | undefined
  direction: 'asc' | 'desc'
}): TableQuery {
  const { where: conditions, orderBy, direction } = input
  return { where: conditions, ...(orderBy === undefined ? {} : { orderBy: { column: orderBy, direction } }) }
}
