import { InputError, defineAction, field, fileValue, z } from '@keyway/sdk'
import { optional, withDefault } from '../../input.ts'
import { delimiter, table } from '../fields.ts'

export const importFromCsv = defineAction({
  id: 'tables.import_from_csv',
  title: 'Import CSV into table',
  description:
    'Adds the lines of a CSV file (RFC 4180, UTF-8) as rows. Its first line names columns. The same step adds them once.',
  effect: 'idempotent',
  input: z.object({
    table,
    file: field(optional(fileValue), { title: 'File' }),
    text: field(optional(z.string()), { title: 'Text', description: 'Instead of a file.', multiline: true }),
    delimiter,
    upsertBy: field(withDefault(z.array(z.string()), []), {
      title: 'Update by',
      description: 'Columns of a unique key: a line whose key is in the table changes that row.',
    }),
    skipInvalid: field(withDefault(z.boolean(), false), {
      title: 'Skip invalid lines',
      description: 'Otherwise one line that does not fit refuses the whole file.',
    }),
  }),
  output: z.object({
    added: field(z.int(), { title: 'Added rows' }),
    changed: field(z.int(), { title: 'Changed rows' }),
    skipped: field(z.int(), { title: 'Skipped lines' }),
    problems: field(z.array(z.object({ line: z.int(), message: z.string() })), {
      title: 'Problems',
      description: 'The first hundred lines that were skipped, and why.',
    }),
  }),
  async run({ table: name, file, text, ...options }, { tables, files, idempotencyKey }) {
    if ((file === undefined) === (text === undefined)) {
      throw new InputError('Expected either a file or a text to import; found both or neither.')
    }
    async function* encode(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(text ?? '')
    }
    const open = () => (file === undefined ? encode() : files.read(file))
    return tables.importCsv(name, open, { ...options, importKey: idempotencyKey })
  },
})
