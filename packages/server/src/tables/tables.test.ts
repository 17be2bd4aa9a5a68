import {
  InputError,
  type Json,
  type TableCondition,
  type TableOperator,
  type TableRowsPage,
} from '@keyway/sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { startEngines } from '../testing/engines.ts'
import type { NewColumn } from './columns.ts'
import { defaultTableLimits } from './limits.ts'
import { insertTable, listTables } from './store.ts'
import { createTableParts, createTableStore } from './table-store.ts'

const engines = startEngines()

const columns: NewColumn[] = [
  { name: 'user', type: 'text', default: null },
  { name: 'score', type: 'number', default: null },
  { name: 'done', type: 'boolean', default: 'false' },
  { name: 'when', type: 'date', default: null },
  { name: '__proto__', type: 'text', default: '' },
]

describe.each(engines.kinds)('tables on %s', (kind) => {
  let database: Database
  let tableId: string
  beforeEach(async () => {
    database = await engines.open(kind)
    tableId = newId()
    await insertTable(database.kysely, { id: tableId, name: 'Breaches', columns })
  })
  afterEach(() => database.close())

  const store = () => createTableStore(createTableParts(database.kysely, defaultTableLimits))

  async function fill(rows: Record<string, Json>[]): Promise<void> {
    for (const [index, values] of rows.entries()) {
      await store().createRow(tableId, { rowId: `row ${index}`, values })
    }
  }

  const where = (...conditions: [string, TableOperator, Json, ('AND' | 'OR')?][]): TableCondition[] =>
    conditions.map(([column, operator, value, join = 'AND']) => ({ column, operator, value, join }))

  test('values become what their columns hold, and missing ones the default', async () => {
    const row = await store().createRow('Breaches', {
      rowId: 'x1:1',
      values: { user: 7, score: ' 2.5 ', when: 1_700_000_000_000 },
    })
    const when = '2023-11-14T22:13:20.000Z'
    expect({ ...row.values }).toEqual(
      Object.fromEntries([
        ['user', '7'],
        ['score', 2.5],
        ['done', false],
        ['when', when],
        ['__proto__', ''],
      ]),
    )
    expect(row.id).toMatch(/^[0-9a-f]{32}$/)
    const [found] = await store().searchRows(tableId, { where: [], limit: 1 })
    expect(found).toEqual(row)
  })

  test('the same key adds a row once, also when two come at the same time', async () => {
    const add = (rowId: string, user: string) => store().createRow(tableId, { rowId, values: { user } })
    const first = await add('x1:1', 'lin')
    expect(await add('x1:1', 'other')).toEqual(first)
    const [a, b] = await Promise.all([add('x1:2', 'a'), add('x1:2', 'b')])
    expect(a).toEqual(b)
    expect(await store().searchRows(tableId, { where: [] })).toHaveLength(2)
    const second = newId()
    await insertTable(database.kysely, { id: second, name: 'Other', columns })
    const elsewhere = await store().createRow(second, { rowId: 'x1:1', values: {} })
    expect(elsewhere.id).not.toBe(first.id)
  })

  test('conditions compare by the type of the column; AND binds closer than OR', async () => {
    await fill([
      { user: 'ann', score: 10, done: true, when: '2026-01-01' },
      { user: 'bob', score: 9, when: '2026-03-01T00:00:00Z' },
      { user: 'Bob', score: null },
    ])
    const users = async (...conditions: Parameters<typeof where>) => {
      const rows = await store().searchRows(tableId, {
        where: where(...conditions),
        orderBy: { column: 'user', direction: 'asc' },
      })
      return rows.map(({ values }) => values['user'])
    }
    expect(await users(['score', '<', '10'])).toEqual(['bob'])
    expect(await users(['user', '=', 'bob'])).toEqual(['bob'])
    expect(await users(['user', '!=', 'bob'])).toEqual(['Bob', 'ann'])
    expect(await users(['done', '=', 'true'])).toEqual(['ann'])
    expect(await users(['when', '>=', '2026-02-01'])).toEqual(['bob'])
    expect(await users(['when', '<', Date.parse('2026-02-01')])).toEqual(['ann'])
    expect(await users(['score', '=', null])).toEqual(['Bob'])
    expect(await users(['score', '>', 9], ['done', '=', true, 'OR'], ['user', '=', 'Bob'])).toEqual([
      'Bob',
      'ann',
    ])
    expect(await users(['user', '=', 'ann', 'OR'], ['user', '=', 'bob'], ['score', '=', 1])).toEqual(['ann'])
    expect(await users(['Created', '>', '2020-01-01'], ['user', '=', 'ann', 'OR'])).toEqual(['ann'])
  })

  test('rows are sorted by a column, cut by limit and offset, and otherwise come as created', async () => {
    await fill([{ score: 2 }, { score: null }, { score: 10 }, { score: 1 }])
    const scores = async (query: Parameters<ReturnType<typeof store>['searchRows']>[1]) =>
      (await store().searchRows(tableId, query)).map(({ values }) => values['score'])
    const byScore = { column: 'score', direction: 'desc' } as const
    expect(await scores({ where: [], orderBy: byScore })).toEqual([10, 2, 1, null])
    expect(await scores({ where: [], orderBy: byScore, limit: 2, offset: 1 })).toEqual([2, 1])
    expect((await scores({ where: [], limit: 2, offset: 3 })).length).toBe(1)
    expect(await scores({ where: [], offset: 9 })).toEqual([])
  })

  test('a row is read, changed and deleted by its id, in its own table only', async () => {
    const made = await store().createRow('Breaches', { rowId: 'x1:1', values: { user: 'lin', score: 1 } })
    const at = { rowId: made.id }
    const changed = await store().updateRow('Breaches', { ...at, values: { score: '7', when: '2026-02-01' } })
    expect(changed).toMatchObject({ id: made.id, createdAt: made.createdAt })
    expect({ ...changed?.values }).toEqual({ ...made.values, score: 7, when: '2026-02-01T00:00:00.000Z' })
    expect(await store().findRow(tableId, made.id)).toEqual(changed)
    const cleared = await store().updateRow(tableId, { ...at, values: { user: '', score: '', when: null } })
    expect(cleared?.values).toMatchObject({ user: '', score: null, when: null, done: false })
    await expect(store().updateRow(tableId, { ...at, values: { usr: 1 } })).rejects.toMatchObject({
      code: 'column_unknown',
    })
    const other = newId()
    await insertTable(database.kysely, { id: other, name: 'Other', columns })
    expect(await store().findRow(other, made.id)).toBeUndefined()
    expect(await store().updateRow(other, { ...at, values: {} })).toBeUndefined()
    expect(await store().deleteRow(other, made.id)).toBe(false)
    expect(await store().deleteRow(tableId, made.id)).toBe(true)
    expect(await store().deleteRow(tableId, made.id)).toBe(false)
    expect(await store().updateRow(tableId, { ...at, values: { user: 'x' } })).toBeUndefined()
  })

  test('changes of different columns at the same time are all kept', async () => {
    const { id } = await store().createRow(tableId, { rowId: 'x1:1', values: {} })
    const changes = [{ user: 'lin' }, { score: 3 }, { done: true }, { when: 0 }, { ['__proto__']: 'p' }]
    await Promise.all(changes.map((values) => store().updateRow(tableId, { rowId: id, values })))
    const row = await store().findRow(tableId, id)
    const when = '1970-01-01T00:00:00.000Z'
    expect(row?.values).toMatchObject({ user: 'lin', score: 3, done: true, when, ['__proto__']: 'p' })
  })

  test('clearing a table leaves its columns and the rows of others', async () => {
    await fill([{ user: 'ann' }, { user: 'bob' }])
    const other = newId()
    await insertTable(database.kysely, { id: other, name: 'Other', columns })
    await store().createRow(other, { rowId: 'x', values: {} })
    expect(await store().clearTable('Breaches')).toBe(2)
    expect(await store().clearTable('Breaches')).toBe(0)
    expect(await store().searchRows(other, { where: [] })).toHaveLength(1)
    expect((await store().describeTable('Breaches')).columns.slice(1, 3)).toEqual([
      { name: 'score', type: 'number', default: null, required: false },
      { name: 'done', type: 'boolean', default: false, required: false },
    ])
  })

  test('what does not exist or does not fit is named', async () => {
    const fails = async (promise: Promise<unknown>, code: string, message: RegExp) => {
      const error: unknown = await promise.catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(InputError)
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
    }
    await fails(store().searchRows('Nope', { where: [] }), 'table_unknown', /no table "Nope"/)
    await fails(
      store().createRow(tableId, { rowId: '1', values: { usr: 1 } }),
      'column_unknown',
      /"Breaches" has no column "usr". It has: "user", "score"/,
    )
    await fails(
      store().searchRows(tableId, { where: where(['x', '=', 1]) }),
      'column_unknown',
      /no column "x"/,
    )
    await fails(
      store().searchRows(tableId, { where: [], orderBy: { column: 'y', direction: 'asc' } }),
      'column_unknown',
      /no column "y"/,
    )
    await fails(
      store().createRow(tableId, { rowId: '1', values: { score: 'many' } }),
      'type_mismatch',
      /Column "score": .*many/,
    )
    await insertTable(database.kysely, { id: newId(), name: 'Breaches', columns: [] })
    await fails(store().searchRows('Breaches', { where: [] }), 'table_ambiguous', /2 tables/)
    expect(await store().searchRows(tableId, { where: [] })).toEqual([])
    const twice = [columns[0], columns[0]].filter((column) => column !== undefined)
    await fails(
      insertTable(database.kysely, { id: newId(), name: 'T', columns: twice }),
      'input_invalid',
      /two columns "user"/,
    )
    await fails(
      insertTable(database.kysely, {
        id: newId(),
        name: 'T',
        columns: [{ name: 'a', type: 'object', default: null }],
      }),
      'input_invalid',
      /type object/,
    )
  })

  test('all rows are found, also beyond a batch, and pages of rows hold each once', async () => {
    const made = await store().createRows(
      tableId,
      Array.from({ length: 2_500 }, (_, index) => ({ rowId: `row ${index}`, values: { score: index } })),
    )
    const found = await store().searchRows(tableId, { where: where(['score', '>=', 2_400]) })
    expect(found.map(({ values }) => values['score'])).toEqual(
      Array.from({ length: 100 }, (_, index) => 2_400 + index),
    )
    const seen: string[] = []
    for (let cursor: string | null = null; ;) {
      const page: TableRowsPage = await store().pageRows(tableId, { where: [] }, { cursor, size: 400 })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next
      if (cursor === null) break
    }
    expect(seen).toEqual(made.map(({ id }) => id))
    expect(await listTables(database.kysely)).toMatchObject([{ id: tableId, name: 'Breaches', rows: 2_500 }])
    await expect(
      store().pageRows(tableId, { where: [] }, { cursor: 'bm9uc2Vuc2U', size: 1 }),
    ).rejects.toMatchObject({ code: 'cursor_invalid' })
  })
})
