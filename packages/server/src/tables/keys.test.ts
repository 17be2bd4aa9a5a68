import { InputError, type Json } from '@keyway/sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { ConflictError } from '../errors.ts'
import { startEngines } from '../testing/engines.ts'
import { addColumn, changeColumn, deleteColumn, getTableById, setKeys } from './change-columns.ts'
import { indexTables } from './index-tables.ts'
import { defaultTableLimits, type TableLimits } from './limits.ts'
import { createSpaceCleaner } from './space-cleaner.ts'
import { deleteTable, insertTable } from './store.ts'
import { createTableParts, createTableStore } from './table-store.ts'

const engines = startEngines()

describe.each(engines.kinds)('keys, limits and changes of tables on %s', (kind) => {
  let database: Database
  beforeEach(async () => {
    database = await engines.open(kind)
    await insertTable(database.kysely, {
      id: 't',
      name: 'People',
      columns: [
        { name: 'user', type: 'text', default: null },
        { name: 'org', type: 'text', default: null },
        { name: 'score', type: 'number', default: null },
      ],
      keys: [['user'], ['org', 'score']],
    })
  })
  afterEach(() => database.close())

  const store = (limits: Partial<TableLimits> = {}) =>
    createTableStore(createTableParts(database.kysely, { ...defaultTableLimits, ...limits }))
  const table = () => getTableById(database.kysely, 't')
  const add = (rowId: string, values: Record<string, Json>) => store().createRow('t', { rowId, values })
  const all = () => store().searchRows('t', { where: [] })

  test('of many that add or take the same key at the same time, one does', async () => {
    const tries = Array.from({ length: 12 }, (_, index) => add(`r${index}`, { user: 'lin', score: index }))
    const settled = await Promise.allSettled(tries)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of settled) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'key_taken' })
    }
    const rows = await Promise.all(['a', 'b', 'c', 'd'].map((user) => add(user, { user })))
    // Each takes the name of the next: whoever comes first is refused, and nobody waits for ever.
    await Promise.allSettled(
      rows.map(({ id }, index) =>
        store().updateRow('t', { rowId: id, values: { user: ['b', 'c', 'd', 'a'][index] ?? '' } }),
      ),
    )
    const users = (await all()).map(({ values }) => values['user'])
    expect(new Set(users).size).toBe(users.length)
  })

  test('a key of several columns counts when all have a value; a freed one may be taken', async () => {
    const first = await add('1', { user: 'a', org: 'x', score: 1 })
    await add('2', { user: 'b', org: 'x', score: 2 })
    await add('3', { user: 'c', org: 'x' })
    await add('4', { user: 'd', org: 'x' })
    await add('5', { org: '', score: 1 })
    await expect(add('6', { org: 'x', score: '1' })).rejects.toThrow(
      /"People" has a row with org = "x" and score = 1 already/,
    )
    await store().updateRow('t', { rowId: first.id, values: { score: 9 } })
    await add('6', { org: 'x', score: 1 })
    expect((await store().findByKey('t', { score: 9, org: 'x' }))?.id).toBe(first.id)
    expect(await store().findByKey('t', { user: 'nobody' })).toBeUndefined()
    await expect(store().findByKey('t', { org: 'x' })).rejects.toMatchObject({ code: 'key_unknown' })
    await expect(store().findByKey('t', { user: '' })).rejects.toMatchObject({ code: 'key_incomplete' })
    await store().deleteRow('t', first.id)
    await add('7', { user: 'a', org: 'x', score: 9 })
  })

  test('an upsert adds once and then changes, also when many come at the same time', async () => {
    const upsert = (rowId: string, values: Record<string, Json>) =>
      store().upsertRow('t', { rowId, key: ['user'], values })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => upsert(`r${index}`, { user: 'lin', score: index })),
    )
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(await all()).toHaveLength(1)
    expect((await all())[0]).toMatchObject({ version: 10 })
    await upsert('x', { user: 'lin', org: 'acme' })
    expect((await all())[0]?.values).toMatchObject({ org: 'acme' })
    await expect(upsert('y', { org: 'acme' })).rejects.toMatchObject({ code: 'key_incomplete' })
  })

  test('of many that compare and set, one wins; the same one asking again gets the same answer', async () => {
    const { id } = await add('1', { user: 'lin', score: 0 })
    const swap = (swapKey: string, score: number) =>
      store().compareAndSet('t', {
        rowId: id,
        expected: { values: { score: 0 }, version: undefined },
        values: { score },
        swapKey,
      })
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => swap(`s${index}`, index + 1)))
    const winners = answers.flatMap((answer, index) => (answer?.isSet === true ? [index] : []))
    expect(winners).toHaveLength(1)
    const winner = winners[0] ?? 0
    expect(await swap(`s${winner}`, winner + 1)).toEqual(answers[winner])
    expect((await store().findRow('t', id))?.version).toBe(2)
    const byVersion = (version: number) =>
      store().compareAndSet('t', {
        rowId: id,
        expected: { values: {}, version },
        values: { score: 100 },
        swapKey: `v${version}`,
      })
    expect(await byVersion(1)).toMatchObject({ isSet: false, row: { version: 2 } })
    expect(await byVersion(2)).toMatchObject({ isSet: true, row: { version: 3 } })
  })

  test('limits are named, with the setting that raises them', async () => {
    const small = store({ rows: 3, cellBytes: 100, rowBytes: 150 })
    for (const user of ['a', 'b', 'c']) await small.createRow('t', { rowId: user, values: { user } })
    const row = (values: Record<string, Json>) => small.createRow('t', { rowId: 'more', values })
    await expect(row({ user: 'd' })).rejects.toThrow(
      /"People" would have 4 rows; the limit is 3 rows.*KEYWAY_TABLE_ROWS/,
    )
    const [first] = await all()
    await small.deleteRow('t', first?.id ?? '')
    await row({ user: 'd' })
    const long = { rowId: first?.id ?? '', values: { user: 'ü'.repeat(60) } }
    await expect(small.createRows('t', [long])).rejects.toThrow(/4 rows/)
    const roomy = store({ cellBytes: 100, rowBytes: 150 })
    await expect(roomy.createRows('t', [long])).rejects.toThrow(
      /Column "user": the value takes 122 bytes; the limit is 100 bytes.*KEYWAY_TABLE_CELL_BYTES/,
    )
    const wide = { user: 'x'.repeat(70), org: 'y'.repeat(70) }
    await expect(roomy.createRow('t', { rowId: 'w', values: wide })).rejects.toMatchObject({
      code: 'table_limit',
      details: { limit: 'rowBytes', most: 150 },
    })
    const add65 = addColumn(database.kysely, await table(), {
      column: { name: 'x', type: 'text', default: null },
      limits: { ...defaultTableLimits, columns: 3 },
    })
    await expect(add65).rejects.toThrow(/KEYWAY_TABLE_COLUMNS/)
  })

  test('columns are added, renamed, required and deleted as the data allow', async () => {
    await add('1', { user: 'a', score: 1 })
    await add('2', { user: 'b' })
    const db = database.kysely
    const column = { name: 'note', type: 'text', default: 'none', required: false } as const
    await addColumn(db, await table(), { column, limits: defaultTableLimits })
    const byNote = { where: [], orderBy: { column: 'note', direction: 'asc' } } as const
    expect((await store().searchRows('t', byNote)).map(({ values }) => values['note'])).toEqual([null, null])
    expect((await add('3', { user: 'c' })).values['note']).toBe('none')
    const required = { name: 'must', type: 'text', default: null, required: true } as const
    await expect(
      addColumn(db, await table(), { column: required, limits: defaultTableLimits }),
    ).rejects.toThrow(ConflictError)
    const change = async (name: string, changes: object) => changeColumn(db, await table(), { name, changes })
    await expect(change('note', { required: true })).rejects.toThrow(/2 rows have no value for "note"/)
    await expect(change('note', { name: 'user' })).rejects.toThrow(/two columns "user"/)
    await expect(change('score', { default: 'many' })).rejects.toThrow(/Column "score".*many/)
    await change('user', { name: 'login', required: true })
    await expect(add('4', { score: 1 })).rejects.toMatchObject({ code: 'value_required' })
    await expect(deleteColumn(db, await table(), 'login')).rejects.toThrow(/unique key \(login\)/)
    await setKeys(db, await table(), [])
    await deleteColumn(db, await table(), 'note')
    // A number is not given twice: the old values of a deleted column do not come back.
    await addColumn(db, await table(), { column: { ...column, name: 'again' }, limits: defaultTableLimits })
    expect((await all()).map(({ values }) => values['again'])).toEqual([null, null, null])
  })

  test('columns become unique unless rows have the same values, which are named', async () => {
    await setKeys(database.kysely, await table(), [])
    await add('1', { user: 'a' })
    await add('2', { user: 'a' })
    await expect(setKeys(database.kysely, await table(), [['user']])).rejects.toThrow(/user = "a"/)
    expect((await store().describeTable('t')).keys).toEqual([])
    await store().deleteRows('t', [{ column: 'user', operator: '=', value: 'a', join: 'AND' }])
    expect(await all()).toEqual([])
    await add('3', { user: 'a' })
    await setKeys(database.kysely, await table(), [['user'], ['score', 'org']])
    await expect(add('4', { user: 'a' })).rejects.toBeInstanceOf(InputError)
    expect((await store().describeTable('t')).keys).toEqual([['user'], ['score', 'org']])
  })

  test('cleared and deleted tables leave nothing behind', async () => {
    await add('1', { user: 'a' })
    await store().clearTable('t')
    expect(await all()).toEqual([])
    // The same step again is no row of the past.
    await add('1', { user: 'a' })
    expect(await all()).toHaveLength(1)
    await deleteTable(database.kysely, 't')
    const cleaner = createSpaceCleaner(database.kysely)
    await Promise.all([cleaner.clean(), cleaner.clean()])
    await cleaner.stop()
    for (const name of ['table_rows', 'table_cells', 'table_keys', 'table_spaces'] as const) {
      expect(await database.kysely.selectFrom(name).selectAll().execute()).toEqual([])
    }
  })

  test('rows of a version without an index are indexed at the start', async () => {
    const db = database.kysely
    await add('1', { user: 'a', score: 2 })
    await add('2', { user: 'b', score: 1 })
    await db.deleteFrom('table_cells').execute()
    await db.updateTable('table_spaces').set({ is_indexed: 0 }).execute()
    await indexTables(db)
    await indexTables(db)
    const sorted = await store().searchRows('t', {
      where: [],
      orderBy: { column: 'score', direction: 'asc' },
    })
    expect(sorted.map(({ values }) => values['user'])).toEqual(['b', 'a'])
  })
})
