import { coerce, FlowError, InputError, type Json, type JsonObject, type ValueType } from '@keyway/sdk'

const columnTypes = ['text', 'number', 'boolean', 'date'] as const
export type ColumnType = (typeof columnTypes)[number]

/** A column as the table stores it. Cells are kept under its id, so that renaming it moves nothing. */
export interface Column {
  id: string
  name: string
  type: ColumnType
  /** Of the column's type, or null. */
  default: Json
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
}

/** Checks new columns and gives them their ids. Throws InputError for equal names, types and defaults that do not fit. */
export function createColumns(table: string, columns: readonly NewColumn[]): Column[] {
  const names = new Set<string>()
  return columns.map((column, index) => {
    const { name } = column
    if (names.has(name)) throw new InputError(`The table "${table}" has two columns "${name}". Rename one.`)
    names.add(name)
    const type = columnTypes.find((known) => known === column.type)
    if (type === undefined) {
      throw new InputError(
        `The column "${name}" of the table "${table}" has the type ${column.type}; columns are ${columnTypes.join(', ')}.`,
      )
    }
    const found = { id: `c${index + 1}`, name, type, default: null }
    return { ...found, default: column.default === null ? null : toCell(found, column.default) }
  })
}

/**
 * Values by column name as cells by column id. What is missing or null gets the column's default.
 *
 * @throws {InputError} that names a column which the table does not have, or whose value does not fit.
 */
export function toCells(table: Columns, values: JsonObject): JsonObject {
  checkNames(table, values)
  return Object.fromEntries(
    table.columns.map((column) => {
      const value = (Object.hasOwn(values, column.name) ? values[column.name] : null) ?? null
      return [column.id, value === null ? column.default : toCell(column, value)]
    }),
  )
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

function checkNames(table: Columns, values: JsonObject): void {
  const known = new Set(table.columns.map(({ name }) => name))
  const unknown = Object.keys(values).find((name) => !known.has(name))
  if (unknown !== undefined) throw unknownColumn(table, unknown)
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
    return coerce(value, type)
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    throw new InputError(`Column "${name}": ${error.message}`, { code: error.code, cause: error })
  }
}
