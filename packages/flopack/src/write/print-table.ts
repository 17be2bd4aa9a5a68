import type { ValueType } from '@keyway/sdk'
import { toText } from '../constants.ts'
import type { ImportedFolder, ImportedTable } from '../reading.ts'
import { toUuid } from './identifiers.ts'

const columnTypes: Readonly<Partial<Record<ValueType, string>>> = {
  text: 'str',
  date: 'dte',
  boolean: 'bln',
  number: 'dec',
}

/** A table by its id: columns without rows. Columns of types that Okta Workflows lacks hold text. */
export function printTable(
  { sourceId, name, columns }: ImportedTable,
  folders: readonly ImportedFolder[],
): [string, Record<string, unknown>] {
  const id = toUuid('table', sourceId)
  const [folder] = folders
  const structure = columns.map((column) => ({
    name: column.name,
    type: columnTypes[column.type] ?? 'str',
    default: column.default === null ? null : toText(column.default),
  }))
  const group = folder === undefined ? null : toUuid('folder', folder.sourceId)
  return [id, { id, name, description: '', data: { class: 'simple', group_id: group, structure } }]
}
