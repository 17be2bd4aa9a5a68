import { createMemoryTables, createTestContext, runAction } from '@keyway/connectors/testing'
import { expect, test } from 'vitest'
import type { TableQuery } from '@keyway/sdk'
import { createRow } from './actions/create-row.ts'
import { searchRows } from './actions/search-rows.ts'
import { tables as connector } from './index.ts'

test('the same step adds a row once, another step another', async () => {
  const tables = createMemoryTables()
  const add = (idempotencyKey: string) =>
    runAction(
      createRow,
      { table: 'Breaches', values: { user: 'lin' } },
      createTestContext({ connector, tables, idempotencyKey }),
    )
  const first = await add('execution-1/step-1')
  expect(await add('execution-1/step-1')).toEqual(first)
  await add('execution-1/step-2')
  expect(tables.rows.size).toBe(2)
  expect(first).toMatchObject({ rowId: expect.stringMatching(/^[0-9a-f]{32}$/), values: { user: 'lin' } })
})

test('finds one row spread over outputs, or none', async () => {
  const context = createTestContext({ connector })
  const nothing = await runAction(searchRows, { table: 'Breaches', resultSet: 'one' }, context)
  expect(nothing).toEqual({ rowId: null, createdAt: null, updatedAt: null, values: {}, rows: [] })
  const created = await runAction(createRow, { table: 'Breaches', values: { user: 'lin' } }, context)
  const found = await runAction(searchRows, { table: 'Breaches', resultSet: 'one' }, context)
  expect(found).toMatchObject({ ...Object(created), rows: [created] })
})

test('hands conditions, order and limits on, and leaves blanks out', async () => {
  const queries: TableQuery[] = []
  const memory = createMemoryTables()
  const tables = { ...memory, searchRows: async (_: string, query: TableQuery) => (queries.push(query), []) }
  const context = createTestContext({ connector, tables })
  const where = [
    { column: 'score', operator: '>=', value: 3, join: 'OR' },
    { column: 'user', value: 'lin' },
  ]
  await runAction(
    searchRows,
    { table: 'T', where, orderBy: 'score', direction: 'desc', limit: 5, offset: 2 },
    context,
  )
  await runAction(searchRows, { table: 'T', where: null, orderBy: '', direction: 'desc', limit: 0 }, context)
  expect(queries).toEqual([
    {
      where: [
        { column: 'score', operator: '>=', value: 3, join: 'OR' },
        { column: 'user', operator: '=', value: 'lin', join: 'AND' },
      ],
      orderBy: { column: 'score', direction: 'desc' },
      limit: 5,
      offset: 2,
    },
    { where: [], offset: 0 },
  ])
})
