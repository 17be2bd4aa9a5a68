import { defineCard, field, InputError, isJsonObject, toText, z, type Json } from '@keyway/sdk'
import { writeCsv } from '../csv-text.ts'
import { delimiterField, flagField, listField, textListField } from '../fields.ts'

export const build = defineCard({
  id: 'csv.build',
  title: 'Build CSV',
  description:
    'A CSV text (RFC 4180) of a list of objects or of lists. Columns are those that are named, else every key in the order ' +
    'in which it first occurs. Null is empty, nested values are JSON. On request, text that a spreadsheet would take for a ' +
    'formula gets an apostrophe before it.',
  standsFor: ['okta-workflows:csv.build'],
  input: z.object({
    rows: listField('Rows'),
    columns: textListField('Columns'),
    delimiter: delimiterField,
    header: field(z.boolean().default(true), { title: 'Write a header row' }),
    escapeFormulas: flagField('Defuse formulas'),
  }),
  output: z.object({ text: z.string() }),
  examples: [
    {
      input: {
        rows: [
          { login: 'ada', n: 1 },
          { login: 'b"o,b', tags: ['x'] },
        ],
      },
      output: { text: 'login,n,tags\r\nada,1,\r\n"b""o,b",,"[""x""]"\r\n' },
    },
    {
      title: 'some columns, no header',
      input: { rows: [{ a: 1, b: null, c: 3 }], columns: ['c', 'b'], delimiter: ';', header: false },
      output: { text: '3;\r\n' },
    },
    {
      title: 'lists, and text that looks like a formula',
      input: { rows: [['=1+1', -1, '-1', 'a']], escapeFormulas: true },
      output: { text: "'=1+1,-1,-1,a\r\n" },
    },
    { title: 'no rows', input: { columns: ['a'] }, output: { text: 'a\r\n' } },
  ],
  failures: [
    { input: { rows: ['a'] }, code: 'row_invalid' },
    { input: { rows: [['a'], { b: 1 }] }, code: 'row_invalid' },
    { input: { rows: [], delimiter: '\n' }, code: 'input_invalid' },
  ],
  run({ rows, columns: named, delimiter, header, escapeFormulas }) {
    const isTable = rows.length > 0 && rows.every((row) => Array.isArray(row))
    const columns = named.length > 0 || isTable ? named : keysOf(rows)
    const lines = rows.map((row, index): Json[] => {
      if (isTable && Array.isArray(row)) return row
      if (isJsonObject(row))
        return columns.map((column) => (Object.hasOwn(row, column) ? (row[column] ?? null) : null))
      throw new InputError(`Row ${String(index + 1)} is no object; expected only objects, or only lists.`, {
        code: 'row_invalid',
      })
    })
    const all = header && columns.length > 0 ? [columns, ...lines] : lines
    return { text: writeCsv(escapeFormulas ? all.map((line) => line.map(defuse)) : all, delimiter) }
  },
})

function keysOf(rows: readonly Json[]): string[] {
  const keys = new Set<string>()
  for (const row of rows) {
    if (isJsonObject(row)) for (const key of Object.keys(row)) keys.add(key)
  }
  return Array.from(keys)
}

/** As OWASP advises against CSV injection; numbers are no formulas. */
function defuse(value: Json): Json {
  const text = toText(value)
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : value
}
