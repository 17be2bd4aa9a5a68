import {
  compare,
  compareText,
  tableOperators,
  type Json,
  type Operator,
  type TableCondition,
  type TableOrder,
} from '@keyway/sdk'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/database.ts'
import { startEngines } from '../../testing/engines.ts'
import { defaultTableLimits } from '../limits.ts'
import { getTable } from '../open-table.ts'
import { insertTable, type StoredTable } from '../store.ts'
import { createTableParts, createTableStore, toTableRow } from '../table-store.ts'
import { searchRows } from './search-rows.ts'

const engines = startEngines()

const long = 'x'.repeat(127)
const texts = [
  '',
  'a',
  'A',
  'ab',
  'b',
  'null',
  '=',
  '\0',
  '\u0001',
  '\0a',
  '😀',
  '\uffee',
  `${long}a`,
  `${long}😀b`,
  `${long}ab`,
]
const numbers = [0, -0, 1, -1, 2.5, -2.5, 1e300, -1e300, 5e-324, 10, 9]
const dates = ['2026-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '2026-01-01T00:00:00.001Z']
const cells = {
  text: fc.constantFrom<Json>(null, ...texts),
  number: fc.constantFrom<Json>(null, ...numbers),
  flag: fc.constantFrom<Json>(null, true, false),
  date: fc.constantFrom<Json>(null, ...dates),
}
type Name = keyof typeof cells
const names: Name[] = ['text', 'number', 'flag', 'date']
const types = { text: 'text', number: 'number', flag: 'boolean', date: 'date' } as const

const anyValue = fc.oneof(
  ...Object.values(cells),
  fc.constantFrom<Json>('10', 'TRUE', 'nonsense', 0, 1, [], {}),
)
const condition: fc.Arbitrary<TableCondition> = fc.record({
  column: fc.constantFrom(...names),
  operator: fc.constantFrom(...tableOperators),
  value: fc.oneof(anyValue, fc.array(anyValue, { maxLength: 3 })),
  join: fc.constantFrom('AND', 'AND', 'OR'),
})
const order: fc.Arbitrary<TableOrder | undefined> = fc.option(
  fc.record({
    column: fc.constantFrom(...names, 'Created', 'Row ID'),
    direction: fc.constantFrom('asc', 'desc'),
  }),
  { nil: undefined },
)

const operators: Record<string, Operator> = {
  '=': 'equal to',
  '!=': 'not equal to',
  '<': 'less than',
  '<=': 'less than or equal to',
  '>': 'greater than',
  '>=': 'greater than or equal to',
  in: 'one of',
}

/** What a search means, said once more without an index. */
function holds(row: Record<string, Json>, { column, operator, value }: TableCondition): boolean {
  const cell = row[column] ?? null
  const type = names.find((name) => name === column)
  if (operator === 'not in') return !compare(cell, 'one of', value, type && types[type])
  const named = operators[operator] ?? (operator as Operator)
  return compare(cell, named, value, type && types[type])
}

function matches(row: Record<string, Json>, where: readonly TableCondition[]): boolean {
  if (where.length === 0) return true
  const groups: TableCondition[][] = [[]]
  for (const one of where) {
    groups.at(-1)?.push(one)
    if (one.join === 'OR') groups.push([])
  }
  return groups.some((group) => group.length > 0 && group.every((one) => holds(row, one)))
}

function compareCells(a: Json, b: Json): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  if (typeof a === 'string' && typeof b === 'string') {
    const cut = (text: string) => Array.from(text).slice(0, 128).join('')
    return compareText(cut(a), cut(b))
  }
  return Number(a) - Number(b)
}

describe.each(engines.kinds)('searches on %s', (kind) => {
  let database: Database
  beforeAll(async () => {
    database = await engines.open(kind)
  })
  afterAll(() => database.close())

  let count = 0
  async function makeTable(rows: readonly Record<Name, Json>[]): Promise<StoredTable> {
    const id = `table-${++count}`
    const columns = names.map((name) => ({ name, type: types[name], default: null }))
    await insertTable(database.kysely, { id, name: id, columns })
    const store = createTableStore(createTableParts(database.kysely, defaultTableLimits))
    if (rows.length > 0)
      await store.createRows(
        id,
        rows.map((values, index) => ({ rowId: `${index}`, values })),
      )
    return getTable(database.kysely, id)
  }

  test('find what comparing every row finds, in the same order, on every way and from every place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record(cells), { maxLength: 12 }),
        fc.array(fc.record({ where: fc.array(condition, { maxLength: 3 }), order }), {
          minLength: 4,
          maxLength: 4,
        }),
        fc.record({ few: fc.constantFrom(0, 2, 100), size: fc.integer({ min: 1, max: 4 }) }),
        async (rows, queries, { few, size }) => {
          const table = await makeTable(rows)
          const all: Record<string, Json>[] = []
          for await (const { row } of searchRows(database.kysely, table, { where: [] })) {
            all.push({ ...toTableRow(table, row).values, 'Row ID': row.id })
          }
          expect(all.length).toBe(rows.length)
          for (const { where, order: orderBy } of queries) {
            const query = { where, ...(orderBy === undefined ? {} : { orderBy }), few, size }
            const sign = orderBy?.direction === 'desc' ? -1 : 1
            const by = orderBy?.column ?? 'Created'
            const expected = all
              .filter((row) => matches(row, where))
              .toSorted((a, b) => (by === 'Created' ? 0 : sign * compareCells(a[by] ?? null, b[by] ?? null)))
              .map((row) => row['Row ID'])
            const found: Json[] = []
            const positions = []
            for await (const { row, position } of searchRows(database.kysely, table, query)) {
              found.push(row.id)
              positions.push(position)
            }
            expect({ query, found }).toEqual({ query, found: expected })
            for (const [index, after] of positions.entries()) {
              const rest: Json[] = []
              for await (const { row } of searchRows(database.kysely, table, { ...query, after }))
                rest.push(row.id)
              expect({ query, after, rest }).toEqual({ query, after, rest: expected.slice(index + 1) })
            }
            const skipped: Json[] = []
            for await (const { row } of searchRows(database.kysely, table, { ...query, offset: 2 })) {
              skipped.push(row.id)
            }
            expect(skipped).toEqual(expected.slice(2))
          }
        },
      ),
      { numRuns: kind === 'sqlite' ? 60 : 40 },
    )
  }, 60_000)
})
