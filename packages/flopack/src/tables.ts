import { coerce, InputError, type Json, type ValueType } from '@keyway/sdk'
import type { Envelope } from './export-schema.ts'
import type { ImportedTable } from './reading.ts'

const columnTypes: ReadonlyMap<string, ValueType> = new Map([
  ['str', 'text'],
  ['dte', 'date'],
  ['bln', 'boolean'],
  ['dec', 'number'],
])

/** Tables of a file. Exports hold their columns, never their rows. */
export function readTables(tables: NonNullable<Envelope['data']['tables']>): ImportedTable[] {
  return Object.entries(tables).map(([sourceId, { name, data }]) => ({
    sourceId,
    name,
    columns: data.structure.map((column) => {
      const type = columnTypes.get(column.type) ?? 'text'
      return { name: column.name, type, default: readDefault(column.default ?? null, type) }
    }),
  }))
}

/** Defaults are stored as text whatever the column's type. */
function readDefault(stored: string | null, type: ValueType): Json {
  if (stored === null || stored === '') return null
  try {
    return coerce(stored, type)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
