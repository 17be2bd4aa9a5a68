import { InputError, type JsonObject } from '@keyway/sdk'
import { toChanges, unknownColumn } from '../columns.ts'
import type { StoredTable } from '../store.ts'
import type { CsvRecord } from './csv-reader.ts'

/** What every row has. Exports name it too; an import leaves it to the table. */
export const systemNames = ['Row ID', 'Created', 'Updated'] as const

/** Reads the records of a file as values by column name, after its first line. */
export type ReadValues = (record: CsvRecord) => JsonObject

/**
 * The meaning of a file's first line: names of columns, in any order.
 *
 * @throws {InputError} `csv_invalid` for a name that is there twice, `column_unknown` for one that the table does not have.
 */
export function readHeader(table: StoredTable, header: CsvRecord): ReadValues {
  const names = header.fields.map((field) => field.trim())
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw new InputError(`Line ${header.line}: the column "${twice}" is named twice. Remove one of them.`, {
      code: 'csv_invalid',
      details: { line: header.line },
    })
  }
  const columns = names.map((name) => {
    const column = table.columns.find((candidate) => candidate.name === name)
    if (column === undefined && !systemNames.some((system) => system === name)) {
      const error = unknownColumn(table, name)
      throw new InputError(`Line ${header.line}: ${error.message} The first line names the columns.`, {
        code: error.code,
        details: { line: header.line },
      })
    }
    return column
  })
  return ({ fields }) => {
    if (fields.length !== columns.length) {
      throw new InputError(
        `found ${fields.length} fields, expected ${columns.length} as in the first line. Is a delimiter missing, or a value with one not quoted?`,
      )
    }
    const given = columns.flatMap((column, index): [string, string | null][] => {
      const field = fields[index] ?? ''
      return column === undefined ? [] : [[column.name, field === '' ? null : field]]
    })
    const values = Object.fromEntries(given)
    // Says what does not fit before anything is written.
    toChanges(table, values)
    return values
  }
}
