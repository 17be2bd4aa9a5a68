import { InputError, defineAction, field, z, type Json, type TableRow } from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../../input.ts'
import { toCsv } from '../csv.ts'
import { limit, offset, table, where } from '../fields.ts'

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
    delimiter: field(withDefault(z.string().regex(/^[^"\r\n]$/, 'Enter one character, not a quote.'), ','), {
      title: 'Delimiter',
    }),
    where,
    columns: field(withDefault(z.array(z.string()), []), {
      title: 'Columns',
      description: 'Names, in the order wanted. None means all, with the id and the dates of each row.',
    }),
    limit,
    offset,
  }),
  output: z.object({
    file: field(z.object({ name: z.string(), contentType: z.string(), text: z.string() }), { title: 'File' }),
  }),
  async run({ table: name, fileName, ...input }, { tables }) {
    const known = (await tables.listColumns(name)).map(({ name: column }) => column)
    const columns = input.columns.length > 0 ? input.columns : allColumns(known)
    const readers = columns.map((column) => readerOf(column, known))
    const rows = await tables.searchRows(name, {
      where: input.where,
      offset: input.offset,
      ...(input.limit === 0 ? {} : { limit: input.limit }),
    })
    const lines = [columns, ...rows.map((row) => readers.map((read) => read(row)))]
    const text = toCsv(lines, input.delimiter)
    return { file: { name: fileName ?? `${name}.csv`, contentType: 'text/csv; charset=utf-8', text } }
  },
})

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
