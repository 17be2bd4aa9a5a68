import { anyJson, anyObject, defineAction, field, z } from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../../input.ts'
import { table } from '../fields.ts'

const condition = z.object({
  column: requiredText(),
  operator: withDefault(z.enum(['=', '!=', '<', '<=', '>', '>=']), '='),
  value: anyJson,
  join: withDefault(z.enum(['AND', 'OR']), 'AND'),
})

export const searchRows = defineAction({
  id: 'tables.search_rows',
  title: 'Search rows',
  description: 'Finds the rows of a table that meet all conditions. None found is no error.',
  effect: 'read',
  standsFor: ['okta-workflows:stash.searchRows2'],
  input: z.object({
    table,
    where: field(withDefault(z.array(condition), []), {
      title: 'Where',
      description: 'Conditions; "join" says how one is joined to the next. None means all rows.',
    }),
    orderBy: field(optional(requiredText()), { title: 'Order by', description: 'A column.' }),
    direction: field(withDefault(z.enum(['asc', 'desc']), 'asc'), { title: 'Direction' }),
    resultSet: field(withDefault(z.enum(['one', 'all']), 'all'), { title: 'Result set' }),
    limit: field(withDefault(z.int().min(0), 0), { title: 'Limit', description: '0 means no limit.' }),
    offset: field(withDefault(z.int().min(0), 0), { title: 'Offset' }),
  }),
  output: z.object({
    rowId: z.string().nullable(),
    createdAt: z.string().nullable(),
    updatedAt: z.string().nullable(),
    values: anyObject,
    rows: z.array(
      z.object({ rowId: z.string(), createdAt: z.string(), updatedAt: z.string(), values: anyObject }),
    ),
  }),
  async run({ table: name, where, orderBy, direction, ...input }, { tables }) {
    const limit = input.resultSet === 'one' ? 1 : input.limit
    const found = await tables.searchRows(name, {
      where,
      offset: input.offset,
      ...(orderBy === undefined ? {} : { orderBy: { column: orderBy, direction } }),
      ...(limit === 0 ? {} : { limit }),
    })
    const rows = found.map(({ id, ...row }) => ({ rowId: id, ...row }))
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
