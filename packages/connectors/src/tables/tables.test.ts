import { createMemoryTables, createTestContext, runAction } from '@keyway/connectors/testing'
import { expect, test } from 'vitest'
import type { TableColumn, TableQuery } from '@keyway/sdk'
import { clearTable } from './actions/clear-table.ts'
import { createRow } from './actions/create-row.ts'
import { deleteRow } from './actions/delete-row.ts'
import { exportToCsv } from './actions/export-to-csv.ts'
import { readRow } from './actions/read-row.ts'
import { readTable } from './actions/read-table.ts'
import { searchRows } from './actions/search-rows.ts'
import { updateRow } from './actions/update-row.ts'
import { toCsv } from './csv.ts'
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

async function withRow(values: Record<string, string | number | null>, columns: TableColumn[] = []) {
  const tables = createMemoryTables(columns)
  const context = createTestContext({ connector, tables })
  const { rowId } = Object(await runAction(createRow, { table: 'T', values }, context))
  return { tables, context, rowId: String(rowId) }
}

test('empty values leave their columns alone, or clear them', async () => {
  const { context, rowId } = await withRow({ user: 'lin', score: 3 })
  const update = (input: object) => runAction(updateRow, { table: 'T', rowId, ...input }, context)
  const values = { user: '', score: null }
  expect(await update({ values })).toMatchObject({ rowId, values: { user: 'lin', score: 3 } })
  expect(await update({ values: { user: 'kim', score: 0 } })).toMatchObject({
    values: { user: 'kim', score: 0 },
  })
  expect(await update({ values, emptyValues: 'clear' })).toMatchObject({ values })
})

test('a row is read and deleted by its id; deleting it again is no error', async () => {
  const { context, rowId } = await withRow({ user: 'lin' })
  const at = { table: 'T', rowId }
  expect(await runAction(readRow, at, context)).toMatchObject({ rowId, values: { user: 'lin' } })
  expect(await runAction(deleteRow, at, context)).toEqual({ deleted: true })
  expect(await runAction(deleteRow, at, context)).toEqual({ deleted: false })
  const unknown = { code: 'row_unknown', message: expect.stringContaining(`no row "${rowId}"`) }
  await expect(runAction(readRow, at, context)).rejects.toMatchObject(unknown)
  await expect(runAction(updateRow, { ...at, values: { user: 'x' } }, context)).rejects.toMatchObject(unknown)
})

test('a table is cleared, and says what its columns are', async () => {
  const columns: TableColumn[] = [{ name: 'user', type: 'text', default: '', required: false }]
  const { context } = await withRow({ user: 'lin' }, columns)
  expect(await runAction(readTable, { table: 'T' }, context)).toEqual({ columns })
  expect(await runAction(clearTable, { table: 'T' }, context)).toEqual({ cleared: 1 })
  expect(await runAction(clearTable, { table: 'T' }, context)).toEqual({ cleared: 0 })
})

test('values are quoted in CSV where they must be', () => {
  const lines = [
    ['a', 'b;c', 'd,"e"'],
    [1.5, true, null],
    ['x\ny', '', { a: [1] }],
  ]
  expect(toCsv(lines, ',')).toBe('a,b;c,"d,""e"""\r\n1.5,true,\r\n"x\ny",,"{""a"":[1]}"\r\n')
  expect(toCsv(lines.slice(0, 1), ';')).toBe('a;"b;c";"d,""e"""\r\n')
})

test('a table is exported as a CSV file, whole or some of its columns', async () => {
  const { context, rowId } = await withRow({ user: 'Lin, Kim', score: 3 }, [
    { name: 'user', type: 'text', default: '', required: false },
    { name: 'score', type: 'number', default: null, required: false },
  ])
  const stamp = '2026-06-03T09:15:32.114Z'
  expect(await runAction(exportToCsv, { table: 'T', fileName: '', limit: 0 }, context)).toEqual({
    file: {
      name: 'T.csv',
      contentType: 'text/csv; charset=utf-8',
      text: `Row ID,Created,Updated,user,score\r\n${rowId},${stamp},${stamp},"Lin, Kim",3\r\n`,
    },
  })
  const some = { table: 'T', fileName: 'report.csv', delimiter: ';', columns: ['score', 'user', 'Row ID'] }
  expect(await runAction(exportToCsv, some, context)).toMatchObject({
    file: { name: 'report.csv', text: `score;user;Row ID\r\n3;Lin, Kim;${rowId}\r\n` },
  })
  await expect(runAction(exportToCsv, { ...some, columns: ['x'] }, context)).rejects.toMatchObject({
    code: 'column_unknown',
  })
})
