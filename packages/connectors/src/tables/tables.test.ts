import {
  createMemoryFiles,
  createMemoryTables,
  createTestContext,
  runAction,
} from '@keyway/connectors/testing'
import { expect, test } from 'vitest'
import type { FileValue, ItemPage, Json, TableColumn, TableQuery, TableStore } from '@keyway/sdk'
import { clearTable } from './actions/clear-table.ts'
import { createRow } from './actions/create-row.ts'
import { deleteRow } from './actions/delete-row.ts'
import { exportToCsv } from './actions/export-to-csv.ts'
import { compareAndSet } from './actions/compare-and-set.ts'
import { createRows } from './actions/create-rows.ts'
import { deleteRows } from './actions/delete-rows.ts'
import { findByKey } from './actions/find-by-key.ts'
import { importFromCsv } from './actions/import-from-csv.ts'
import { upsertRow } from './actions/upsert-row.ts'
import { readRow } from './actions/read-row.ts'
import { readTable } from './actions/read-table.ts'
import { searchRows } from './actions/search-rows.ts'
import { updateRow } from './actions/update-row.ts'
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
  expect(nothing).toEqual({
    rowId: null,
    createdAt: null,
    updatedAt: null,
    version: null,
    values: {},
    rows: [],
  })
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
  const files = createMemoryFiles()
  const context = createTestContext({ connector, tables, files })
  const { rowId } = Object(await runAction(createRow, { table: 'T', values }, context))
  return { tables, files, context, rowId: String(rowId) }
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
  expect(await runAction(readTable, { table: 'T' }, context)).toEqual({ columns, keys: [] })
  expect(await runAction(clearTable, { table: 'T' }, context)).toEqual({ cleared: 1 })
  expect(await runAction(clearTable, { table: 'T' }, context)).toEqual({ cleared: 0 })
})

test('a table is exported as a CSV file, whole or some of its columns', async () => {
  const { context, files, rowId } = await withRow({ user: 'Lin, Kim', score: 3 }, [
    { name: 'user', type: 'text', default: '', required: false },
    { name: 'score', type: 'number', default: null, required: false },
  ])
  const exported = async (input: object) => {
    const { file } = exportToCsv.output.parse(
      await runAction(exportToCsv, { table: 'T', ...input }, context),
    ) as {
      file: FileValue
    }
    return { name: file.name, type: file.contentType, text: files.contents.get(file.id)?.toString() }
  }
  const stamp = '2026-06-03T09:15:32.114Z'
  expect(await exported({ fileName: '', limit: 0 })).toEqual({
    name: 'T.csv',
    type: 'text/csv; charset=utf-8',
    text: `Row ID,Created,Updated,user,score\r\n${rowId},${stamp},${stamp},"Lin, Kim",3\r\n`,
  })
  const some = { fileName: 'report.csv', delimiter: ';', columns: ['score', 'user', 'Row ID'] }
  expect(await exported(some)).toMatchObject({
    name: 'report.csv',
    text: `score;user;Row ID\r\n3;Lin, Kim;${rowId}\r\n`,
  })
  await expect(exported({ ...some, columns: ['x'] })).rejects.toMatchObject({ code: 'column_unknown' })
  expect((await exported({ offset: 1 })).text).toBe('Row ID,Created,Updated,user,score\r\n')
})

test('a stream hands on pages, until its limit or the end', async () => {
  const tables = createMemoryTables()
  const context = createTestContext({ connector, tables })
  const rows = Array.from({ length: 7 }, (_, index) => ({ user: `u${index}` }))
  await runAction(createRows, { table: 'T', rows }, context)
  const users = async (input: object): Promise<Json[]> => {
    const found: Json[] = []
    for (let cursor: Json = null; ;) {
      const parsed = searchRows.input.parse({ table: 'T', ...input })
      const page: ItemPage | undefined = await searchRows.readPage?.(parsed, { cursor, size: 3 }, context)
      for (const item of page?.items ?? []) found.push(Object(item).values.user)
      cursor = page?.next ?? null
      if (cursor === null) return found
    }
  }
  expect(await users({})).toEqual(rows.map(({ user }) => user))
  expect(await users({ limit: 4, offset: 1 })).toEqual(['u1', 'u2', 'u3', 'u4'])
  expect(await users({ resultSet: 'one' })).toEqual(['u0'])
  expect(await users({ offset: 9 })).toEqual([])
})

test('a row is found by a key, changed or added by it, and set only as expected', async () => {
  const { context, rowId } = await withRow({ user: 'lin', score: 1 })
  const upsert = (values: object) => runAction(upsertRow, { table: 'T', key: 'user', values }, context)
  expect(await upsert({ user: 'lin', score: 2 })).toMatchObject({ isNew: false, rowId, version: 2 })
  expect(await runAction(findByKey, { table: 'T', key: { user: 'lin' } }, context)).toMatchObject({
    found: true,
    values: { score: 2 },
  })
  expect(await runAction(findByKey, { table: 'T', key: { user: 'kim' } }, context)).toEqual({
    found: false,
    rowId: null,
    createdAt: null,
    updatedAt: null,
    version: null,
    values: {},
  })
  const set = (expected: object, score: number) =>
    runAction(compareAndSet, { table: 'T', rowId, expected, values: { score } }, context)
  expect(await set({ score: 1 }, 9)).toMatchObject({ isSet: false, values: { score: 2 } })
  expect(await set({ score: 2 }, 9)).toMatchObject({ isSet: true, values: { score: 9 } })
  const where = [{ column: 'user', value: 'lin' }]
  expect(await runAction(deleteRows, { table: 'T', where }, context)).toEqual({ deleted: 1 })
  await expect(runAction(deleteRows, { table: 'T' }, context)).rejects.toThrow(/Clear table/)
})

test('an import takes a file or a text, and says which when it gets both', async () => {
  const texts: string[] = []
  const tables = {
    ...createMemoryTables(),
    importCsv: async (...[, open, options]: Parameters<TableStore['importCsv']>) => {
      let text = options.importKey
      for await (const part of open()) text += `|${Buffer.from(part).toString()}`
      texts.push(text)
      return { added: 1, changed: 0, skipped: 0, problems: [] }
    },
  }
  const context = createTestContext({ connector, tables, idempotencyKey: 'x' })
  await runAction(importFromCsv, { table: 'T', text: 'a\n1' }, context)
  expect(texts).toEqual(['x|a\n1'])
  await expect(runAction(importFromCsv, { table: 'T' }, context)).rejects.toThrow(/either a file or a text/)
})
