import {
  InputError,
  defineAction,
  field,
  fileValue,
  toCsvLine,
  z,
  type Json,
  type TableCondition,
  type TableRow,
  type TableRowsPage,
  type TableStore,
} from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../../input.ts'
import { delimiter, limit, offset, table, where } from '../fields.ts'

/** What every row has, as exports from other products name it. */
const systemColumns: readonly { name: string; read: (row: TableRow) => Json }[] = [
  { name: 'Row ID', read: (row) => row.id },
  { name: 'Created', read: (row) => row.createdAt },
  { name: 'Updated', read: (row) => row.updatedAt },
]

export const exportToCsv = defineAction({
  id: 'tables.export_to_csv',
  title: 'Export table to CSV',
  description: 'Writes rows of a table, in the order they were created, into a CSV file (RFC 4180).',
  effect: 'read',
  standsFor: ['okta-workflows:stash.exportToCSV'],
  input: z.object({
    table,
    fileName: field(optional(requiredText()), { title: 'File name', placeholder: 'report.csv' }),
    delimiter,
    where,
    columns: field(withDefault(z.array(z.string()), []), {
      title: 'Columns',
      description: 'Names, in the order wanted. None means all, with the id and the dates of each row.',
    }),
    limit,
    offset,
    guardFormulas: field(withDefault(z.boolean(), false), {
      title: 'Guard against formulas',
      description: 'Puts an apostrophe before texts that a spreadsheet would compute (= + - @).',
    }),
  }),
  output: z.object({ file: field(fileValue, { title: 'File' }) }),
  async run({ table: name, fileName, ...input }, { tables, files, signal }) {
    const { columns: all } = await tables.describeTable(name)
    const known = all.map(({ name: column }) => column)
    const columns = input.columns.length > 0 ? input.columns : allColumns(known)
    const readers = columns.map((column) => readerOf(column, known))
    async function* content(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(toCsvLine(columns, input))
      for await (const rows of readPages(tables, name, input)) {
        signal.throwIfAborted()
        const lines = rows.map((row) =>
          toCsvLine(
            readers.map((read) => read(row)),
            input,
          ),
        )
        yield Buffer.from(lines.join(''))
      }
    }
    const description = { name: fileName ?? `${name}.csv`, contentType: 'text/csv; charset=utf-8' }
    return { file: await files.write(description, content()) }
  },
})

const pageSize = 500

/** Rows of a query, so many at a time, so that a table of any size takes no more memory than a small one. */
async function* readPages(
  tables: TableStore,
  name: string,
  {
    where: conditions,
    limit: most,
    offset: skipped,
  }: { where: TableCondition[]; limit: number; offset: number },
): AsyncGenerator<TableRow[]> {
  let left = most === 0 ? Infinity : most
  for (let cursor: string | null = null; ;) {
    const page: TableRowsPage = await tables.pageRows(
      name,
      { where: conditions, offset: skipped },
      { cursor, size: Math.min(pageSize, left) },
    )
    yield page.items
    cursor = page.next
    left -= page.items.length
    if (cursor === null || left === 0) return
  }
}

function allColumns(known: readonly string[]): string[] {
  const system = systemColumns.map(({ name }) => name).filter((name) => !known.includes(name))
  return [...system, ...known]
}

function readerOf(column: string, known: readonly string[]): (row: TableRow) => Json {
  if (known.includes(column)) return ({ values }) => values[column] ?? null
  const system = systemColumns.find(({ name }) => name === column)
  if (system !== undefined) return system.read
  throw new InputError(
    `The table has no column "${column}". It has: ${known.map((name) => `"${name}"`).join(', ')}.`,
    {
      code: 'column_unknown',
    },
  )
}
