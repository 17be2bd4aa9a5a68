import { anyObject, defineAction, field, z } from '@keyway/sdk'
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
    values: anyObject,
    rows: z.array(rowOutput),
  }),
  async run({ table: name, orderBy, direction, ...input }, { tables }) {
    const most = input.resultSet === 'one' ? 1 : input.limit
    const found = await tables.searchRows(name, {
      where: input.where,
      offset: input.offset,
      ...(orderBy === undefined ? {} : { orderBy: { column: orderBy, direction } }),
      ...(most === 0 ? {} : { limit: most }),
    })
    const rows = found.map(toRowOutput)
    const [first] = rows
    return {
      rowId: first?.rowId ?? null,
      createdAt: first?.createdAt ?? null,
      updatedAt: first?.updatedAt ?? null,
      values: first?.values ?? {},
      rows,
    }
  },
})
