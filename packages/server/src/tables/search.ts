import {
  compare,
  compareText,
  type Json,
  type Operator,
  type TableOperator,
  type TableQuery,
} from '@keyway/sdk'
import { unknownColumn, type ColumnType } from './columns.ts'
import type { StoredRow, StoredTable } from './store.ts'

/** What a search compares and sorts by: a column, or what the store knows of every row. */
interface Searchable {
  type: ColumnType
  read: (row: StoredRow) => Json
}

const operators: Readonly<Record<TableOperator, Operator>> = {
  '=': 'equal to',
  '!=': 'not equal to',
  '<': 'less than',
  '<=': 'less than or equal to',
  '>': 'greater than',
  '>=': 'greater than or equal to',
}

/**
 * The test that a query's conditions make. As in SQL, AND binds closer than OR: `a AND b OR c` is `(a AND b) OR c`.
 * Throws InputError for a column that the table does not have.
 */
export function compileConditions(
  table: StoredTable,
  where: TableQuery['where'],
): (row: StoredRow) => boolean {
  if (where.length === 0) return () => true
  const groups: ((row: StoredRow) => boolean)[][] = [[]]
  for (const { column, operator, value, join } of where) {
    const { type, read } = findColumn(table, column)
    groups.at(-1)?.push((row) => compare(read(row), operators[operator], value, type))
    if (join === 'OR') groups.push([])
  }
  // The join of the last condition joins nothing.
  const alternatives = groups.filter((group) => group.length > 0)
  return (row) => alternatives.some((group) => group.every((test) => test(row)))
}

/** The order of a search; without one rows come as they were created. Null sorts below everything else. */
export function compileOrder(
  table: StoredTable,
  orderBy: TableQuery['orderBy'],
): (a: StoredRow, b: StoredRow) => number {
  if (orderBy === undefined) return byCreation
  const { read } = findColumn(table, orderBy.column)
  const sign = orderBy.direction === 'asc' ? 1 : -1
  return (a, b) => sign * order(read(a), read(b)) || byCreation(a, b)
}

function byCreation(a: StoredRow, b: StoredRow): number {
  return a.createdAt - b.createdAt || compareText(a.id, b.id)
}

/** Cells of one column have one type, or are null; dates are ISO text. */
function order(a: Json, b: Json): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : Number(a) - Number(b)
}

/** Names that exports use for what every row has, unless the table has a column of that name. */
const systemColumns: ReadonlyMap<string, Searchable> = new Map([
  ['Row ID', { type: 'text', read: ({ id }: StoredRow): Json => id }],
  ['Created', { type: 'date', read: ({ createdAt }: StoredRow): Json => new Date(createdAt).toISOString() }],
  ['Updated', { type: 'date', read: ({ updatedAt }: StoredRow): Json => new Date(updatedAt).toISOString() }],
])

function findColumn(table: StoredTable, name: string): Searchable {
  const column = table.columns.find((candidate) => candidate.name === name)
  if (column !== undefined) return { type: column.type, read: ({ cells }) => cells[column.id] ?? null }
  const system = systemColumns.get(name)
  if (system === undefined) throw unknownColumn(table, name)
  return system
}
