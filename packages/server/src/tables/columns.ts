import {
  coerce,
  FlowError,
  InputError,
  isEmpty,
  type Json,
  type JsonObject,
  type TableColumn,
  type ValueType,
} from '@keyway/sdk'
import { overLimit, type TableLimits } from './limits.ts'

const columnTypes = ['text', 'number', 'boolean', 'date'] as const
export type ColumnType = (typeof columnTypes)[number]

/** A column as the table stores it. Cells are kept under its id, so that renaming it moves nothing. */
export interface Column extends TableColumn {
  /** `c1`, `c2` …; never used again once the column is gone. */
  id: string
}

/** Columns whose values together are unique, by their ids. */
export interface UniqueKey {
  /** `k1`, `k2` … */
  id: string
  columns: string[]
}

/** What is needed of a table to read and write its rows. */
interface Columns {
  name: string
  columns: readonly Column[]
}

/** A column to be made. */
export interface NewColumn {
  name: string
  type: ValueType
  default: Json
  required?: boolean
}

/** Checks new columns and gives them their ids. Throws InputError for equal names, types and defaults that do not fit. */
export function createColumns(table: string, columns: readonly NewColumn[]): Column[] {
  const made: Column[] = []
  for (const [index, column] of columns.entries()) {
    made.push(createColumn({ name: table, columns: made }, column, `c${index + 1}`))
  }
  return made
}

/** Checks a column that joins those of a table. Throws InputError as `createColumns` does. */
export function createColumn(table: Columns, { name, type, ...column }: NewColumn, id: string): Column {
  requireNewName(table, name)
  const known = columnTypes.find((columnType) => columnType === type)
  if (known === undefined) {
    throw new InputError(
      `The column "${name}" of the table "${table.name}" has the type ${type}; columns are ${columnTypes.join(', ')}.`,
    )
  }
  const found = { id, name, type: known, default: null, required: column.required ?? false }
  return { ...found, default: column.default === null ? null : toCell(found, column.default) }
}

/** Throws InputError when the table has a column of this name. */
export function requireNewName({ name: table, columns }: Columns, name: string): void {
  if (columns.some((column) => column.name === name)) {
    throw new InputError(`The table "${table}" has two columns "${name}". Rename one.`)
  }
}

/**
 * Values by column name as cells by column id. What is missing or null gets the column's default.
 *
 * @throws {InputError} that names a column which the table does not have, that needs a value, or whose value does not fit.
 */
export function toCells(table: Columns, values: JsonObject): JsonObject {
  checkNames(table, values)
  const cells = Object.fromEntries(
    table.columns.map((column) => {
      const value = (Object.hasOwn(values, column.name) ? values[column.name] : null) ?? null
      return [column.id, value === null ? column.default : toCell(column, value)]
    }),
  )
  requireCells(table, cells)
  return cells
}

/**
 * Values by column name as the cells to be changed. Null clears a cell, as does empty text where the column holds none.
 *
 * @throws {InputError} as `toCells` does.
 */
export function toChanges(table: Columns, values: JsonObject): JsonObject {
  checkNames(table, values)
  const changed = table.columns.filter(({ name }) => Object.hasOwn(values, name))
  return Object.fromEntries(
    changed.map((column) => {
      const value = values[column.name] ?? null
      const clears = value === null || (value === '' && column.type !== 'text')
      return [column.id, clears ? null : toCell(column, value)]
    }),
  )
}

/** Throws InputError `value_required` for a required column that is empty. */
export function requireCells({ name: table, columns }: Columns, cells: JsonObject): void {
  const missing = columns.find(({ id, required }) => required && isEmpty(cells[id]))
  if (missing === undefined) return
  throw new InputError(
    `The column "${missing.name}" of the table "${table}" needs a value, and none was given.`,
    { code: 'value_required' },
  )
}

/** The cells as they are stored. Throws InputError `table_limit` for a cell or a row that is too large. */
export function toCellsText({ columns }: Columns, cells: JsonObject, limits: TableLimits): string {
  const text = JSON.stringify(cells)
  // Every character takes at least a byte, so most rows need no closer look.
  if (text.length * 3 <= Math.min(limits.cellBytes, limits.rowBytes)) return text
  for (const { id, name } of columns) {
    const size = Buffer.byteLength(JSON.stringify(cells[id] ?? null))
    if (size > limits.cellBytes) {
      throw overLimit('cellBytes', `Column "${name}": the value takes ${size} bytes`, limits.cellBytes)
    }
  }
  const size = Buffer.byteLength(text)
  if (size > limits.rowBytes) throw overLimit('rowBytes', `The row takes ${size} bytes`, limits.rowBytes)
  return text
}

function checkNames(table: Columns, values: JsonObject): void {
  const known = new Set(table.columns.map(({ name }) => name))
  const unknown = Object.keys(values).find((name) => !known.has(name))
  if (unknown !== undefined) throw unknownColumn(table, unknown)
}

/** The column of this name. Throws InputError when there is none. */
export function getColumn(table: Columns, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name)
  if (column === undefined) throw unknownColumn(table, name)
  return column
}

/** Cells as values by column name. */
export function toValues(columns: readonly Column[], cells: JsonObject): JsonObject {
  return Object.fromEntries(columns.map(({ id, name }) => [name, cells[id] ?? null]))
}

export function unknownColumn(table: Columns, column: string): InputError {
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ')
  return new InputError(`The table "${table.name}" has no column "${column}". It has: ${names || 'none'}.`, {
    code: 'column_unknown',
  })
}

function toCell({ name, type }: Pick<Column, 'name' | 'type'>, value: Json): Json {
  try {
    const cell = coerce(value, type)
    // Half of a surrogate pair is no text, and neither a database nor a file takes it.
    return typeof cell === 'string' ? cell.toWellFormed() : cell
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    throw new InputError(`Column "${name}": ${error.message}`, { code: error.code, cause: error })
  }
}
