import { toCsvLine, type CsvFormat, type Json } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { toValues } from '../columns.ts'
import { searchRows } from '../search/search-rows.ts'
import type { StoredTable } from '../store.ts'
import { systemNames } from './csv-header.ts'

const batchSize = 500

/** A table as a CSV file, its rows as they were created; in constant memory. An import reads the same file again. */
export async function* exportCsv(
  db: Db,
  table: StoredTable,
  { onlyColumns, ...format }: CsvFormat & { onlyColumns: boolean },
): AsyncGenerator<Uint8Array> {
  const names = table.columns.map(({ name }) => name)
  // A column of that name is in the way of what every row has.
  const system = onlyColumns ? [] : systemNames.filter((name) => !names.includes(name))
  let text = toCsvLine([...system, ...names], format)
  let count = 0
  for await (const { row } of searchRows(db, table, { where: [] })) {
    const values = toValues(table.columns, row.cells)
    const known: Record<(typeof systemNames)[number], Json> = {
      'Row ID': row.id,
      Created: new Date(row.createdAt).toISOString(),
      Updated: new Date(row.updatedAt).toISOString(),
    }
    text += toCsvLine(
      [...system.map((name) => known[name]), ...names.map((name) => values[name] ?? null)],
      format,
    )
    if (++count % batchSize > 0) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}
