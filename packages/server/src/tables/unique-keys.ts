import { createHash } from 'node:crypto'
import { InputError, isEmpty, type JsonObject } from '@keyway/sdk'
import type { UniqueKey } from './columns.ts'
import type { StoredTable } from './store.ts'

/**
 * What stands for the values of a key in a row: equal for equal values. Undefined when one of them is empty, since a row
 * that has nothing to be found by is in nobody's way, as in SQL.
 */
export function hashKey({ columns }: UniqueKey, cells: JsonObject): string | undefined {
  const values = columns.map((id) => cells[id] ?? null)
  if (values.some((value) => isEmpty(value))) return undefined
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)
}

/** A number for the index: ids are a letter and a number. */
export function numberOf({ id }: { id: string }): number {
  return Number(id.slice(1))
}

/** The key over these columns, in any order. Throws InputError `key_unknown` when the table has none. */
export function getKey(table: StoredTable, names: readonly string[]): UniqueKey {
  const wanted = new Set(names)
  const key = table.keys.find(
    ({ columns }) =>
      columns.length === wanted.size && columns.every((id) => wanted.has(nameOf(table, id) ?? '')),
  )
  if (key !== undefined) return key
  const known = table.keys.map((one) => `(${namesOf(table, one).join(', ')})`).join(', ')
  throw new InputError(
    `The table "${table.name}" has no unique key over (${names.join(', ')}). It has: ${known || 'none'}. Make the columns unique first.`,
    { code: 'key_unknown' },
  )
}

/** Names of a key's columns. */
export function namesOf(table: StoredTable, { columns }: UniqueKey): string[] {
  return columns.map((id) => nameOf(table, id) ?? id)
}

function nameOf({ columns }: StoredTable, id: string): string | undefined {
  return columns.find((column) => column.id === id)?.name
}

/** Another row has the same values in the columns of a key. */
export function keyTaken(table: StoredTable, key: UniqueKey, cells: JsonObject): InputError {
  const values = key.columns.map((id) => {
    const text = JSON.stringify(cells[id] ?? null)
    return `${nameOf(table, id) ?? id} = ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`
  })
  return new InputError(
    `The table "${table.name}" has a row with ${values.join(' and ')} already, and ${key.columns.length === 1 ? 'that column is' : 'those columns together are'} unique. Change that row, or use upsert.`,
    { code: 'key_taken' },
  )
}

/** A key cannot find a row by nothing. */
export function keyIncomplete(table: StoredTable, key: UniqueKey): InputError {
  return new InputError(
    `A row of the table "${table.name}" is found by ${namesOf(table, key).join(' and ')}, and each needs a value.`,
    { code: 'key_incomplete' },
  )
}
