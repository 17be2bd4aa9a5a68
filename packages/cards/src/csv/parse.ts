import { anyJson, defineCard, field, InputError, z, type JsonObject } from '@keyway/sdk'
import { parseCsv } from '../csv-text.ts'
import { delimiterField, flagField, textField } from '../fields.ts'

export const parse = defineCard({
  id: 'csv.parse',
  title: 'Parse CSV',
  description:
    'The rows of a CSV text (RFC 4180). With a header row, objects with a key for each column, where missing fields are ' +
    'empty text; without one, lists. Empty lines are skipped. All values are text.',
  standsFor: ['okta-workflows:csv.parse'],
  input: z.object({
    text: textField('CSV text'),
    delimiter: delimiterField,
    header: field(z.boolean().default(true), { title: 'First row is the header' }),
    trim: flagField('Remove blanks around values'),
  }),
  output: z.object({ rows: z.array(anyJson), columns: z.array(z.string()) }),
  examples: [
    {
      input: { text: 'login,name\r\nada,"Lovelace, Ada"\n\nbob' },
      output: {
        rows: [
          { login: 'ada', name: 'Lovelace, Ada' },
          { login: 'bob', name: '' },
        ],
        columns: ['login', 'name'],
      },
    },
    {
      title: 'no header, semicolons, quotes and lines within quotes',
      input: { text: '1; a ;"say ""hi""\nthere"', delimiter: ';', header: false, trim: true },
      output: { rows: [['1', 'a', 'say "hi"\nthere']], columns: [] },
    },
    {
      title: 'a key like any other',
      input: { text: '__proto__\n1' },
      output: { rows: [Object.fromEntries([['__proto__', '1']])], columns: ['__proto__'] },
    },
    { title: 'a header alone', input: { text: 'a,b' }, output: { rows: [], columns: ['a', 'b'] } },
    { title: 'no text', input: {}, output: { rows: [], columns: [] } },
  ],
  failures: [
    { input: { text: 'a\n"b' }, code: 'csv_invalid' },
    { input: { text: 'a\n"b"c' }, code: 'csv_invalid' },
    { input: { text: 'a\nb"c' }, code: 'csv_invalid' },
    { input: { text: 'a\n1,2' }, code: 'csv_invalid' },
    { input: { text: 'a,a\n1,2' }, code: 'csv_invalid' },
    { input: { text: 'a', delimiter: '' }, code: 'input_invalid' },
    { input: { text: 'a', delimiter: '"' }, code: 'input_invalid' },
  ],
  run({ text, delimiter, header, trim }) {
    const lines = parseCsv(text, delimiter)
      .filter((line) => line.length > 1 || line[0] !== '')
      .map((line) => (trim ? line.map((value) => value.trim()) : line))
    if (!header) return { rows: lines, columns: [] }
    const [columns = [], ...rows] = lines
    const repeated = columns.find((column, index) => columns.indexOf(column) !== index)
    if (repeated !== undefined) {
      throw new InputError(`Found the column "${repeated}" twice; give each column a name of its own.`, {
        code: 'csv_invalid',
      })
    }
    return { rows: rows.map((row, index) => toObject(columns, row, index)), columns }
  },
})

function toObject(columns: readonly string[], row: readonly string[], index: number): JsonObject {
  if (row.length <= columns.length) {
    return Object.fromEntries(columns.map((column, at) => [column, row[at] ?? '']))
  }
  throw new InputError(
    `Found ${String(row.length)} fields in row ${String(index + 1)}, expected at most ${String(columns.length)}, one for ` +
      'each column; check the delimiter and the quotes.',
    { code: 'csv_invalid' },
  )
}
