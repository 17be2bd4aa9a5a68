import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { tables, type AnswerOf, type Call } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect, connectContent } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { collect, parseCount } from './parse-option.ts'

type Table = AnswerOf<typeof tables.getTable>
type JsonOption = ServerOptions & { json?: true }

const types = ['text', 'number', 'boolean', 'date'] as const

/** `keyway tables list|show|rows|import|export|create|delete`. */
export function addTables(program: Command): void {
  const group = program.command('tables').description('rows that flows keep for themselves')
  const add = (name: string, description: string) => withServer(group.command(name).description(description))
  add('list', 'all tables').option('--json', 'as one JSON document').action(list)
  add('show', 'columns and unique keys of a table')
    .argument('<table>', 'its name or id')
    .option('--json', 'as one JSON document')
    .action(show)
  add('rows', 'rows of a table, newest first')
    .argument('<table>', 'its name or id')
    .option('--limit <count>', 'how many', parseCount, 50)
    .option('--json', 'as one JSON document')
    .action(showRows)
  add('create', 'make an empty table')
    .argument('<name>')
    .requiredOption('--column <name:type>', `${types.join(', ')}; may be repeated`, collect)
    .option('--unique <columns>', 'columns that together are unique, with commas; may be repeated', collect)
    .action(create)
  add('delete', 'delete a table with its rows')
    .argument('<table>', 'its name or id')
    .requiredOption('--yes', 'that is really wanted')
    .action(remove)
  add('import', 'add the rows of a CSV file, whose first line names columns')
    .argument('<table>', 'its name or id')
    .argument('<file>', 'CSV (RFC 4180, UTF-8); - reads standard input')
    .option('--delimiter <character>', 'what stands between values', ',')
    .option(
      '--upsert-by <column>',
      'column of a unique key: rows there are changed; may be repeated',
      collect,
    )
    .option('--skip-invalid', 'leave out lines that do not fit instead of refusing the file')
    .option('--json', 'the report as one JSON document')
    .action(importFile)
  add('export', 'write all rows as CSV')
    .argument('<table>', 'its name or id')
    .option('--out <file>', 'file to write (default: standard output)')
    .option('--delimiter <character>', 'what stands between values', ',')
    .option('--guard-formulas', 'put an apostrophe before texts that a spreadsheet would compute')
    .option('--only-columns', 'without the id and the dates of each row')
    .action(exportFile)
}

/** The table of this id or name. Throws CommandError when there is none, or several. */
async function findTable(call: Call, reference: string): Promise<Table> {
  const { items } = await call(tables.listTables)
  const found = items.filter(({ id, name }) => id === reference || name === reference)
  const table = found.find(({ id }) => id === reference) ?? found[0]
  if (table === undefined) {
    throw new CommandError(`There is no table "${reference}". "keyway tables list" names them.`)
  }
  if (found.length > 1 && table.id !== reference) {
    throw new CommandError(
      `${found.length} tables are called "${reference}". Name the one you mean by its id.`,
    )
  }
  return table
}

async function list({ json, ...server }: JsonOption): Promise<void> {
  const { items } = await connect(server)(tables.listTables)
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No tables. "keyway tables create" makes one.')
  const rows = items.map(({ name, columns, rows: count, id }) => [name, columns.length, count, id])
  print(formatTable(['name', 'columns', 'rows', 'id'], rows))
}

async function show(reference: string, { json, ...server }: JsonOption): Promise<void> {
  const table = await findTable(connect(server), reference)
  if (json === true) return printJson(table)
  print(`${table.name} (${table.id}): ${table.rows} rows`)
  const rows = table.columns.map((column) => [
    column.name,
    column.type,
    column.required ? 'yes' : 'no',
    column.default === null ? null : JSON.stringify(column.default),
  ])
  print(formatTable(['column', 'type', 'required', 'default'], rows))
  for (const key of table.keys) print(`Unique: ${key.join(', ')}`)
}

const largestPage = 200

async function showRows(
  reference: string,
  { limit, json, ...server }: JsonOption & { limit: number },
): Promise<void> {
  const call = connect(server)
  const table = await findTable(call, reference)
  const items: AnswerOf<typeof tables.listTableRows>['items'] = []
  let cursor: string | undefined
  do {
    const page: AnswerOf<typeof tables.listTableRows> = await call(tables.listTableRows, {
      params: { tableId: table.id },
      query: { cursor, limit: Math.min(limit - items.length, largestPage) },
    })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && items.length < limit)
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No rows.')
  const names = table.columns.map(({ name }) => name)
  const toCell = (value: unknown) =>
    value === null || value === undefined
      ? null
      : typeof value === 'number' || typeof value === 'string'
        ? value
        : JSON.stringify(value)
  print(
    formatTable(
      names,
      items.map(({ values }) => names.map((name) => toCell(values[name]))),
    ),
  )
}

async function create(
  name: string,
  { column, unique = [], ...server }: ServerOptions & { column: string[]; unique?: string[] },
): Promise<void> {
  const columns = column.map((text) => {
    const at = text.lastIndexOf(':')
    const type = types.find((known) => known === text.slice(at + 1))
    if (at < 1 || type === undefined) {
      throw new CommandError(
        `--column takes name:type, such as user:text; found "${text}". Types: ${types.join(', ')}.`,
      )
    }
    return { name: text.slice(0, at), type }
  })
  const keys = unique.map((text) => text.split(',').map((part) => part.trim()))
  const table = await connect(server)(tables.createTable, { body: { name, columns, keys } })
  print(`"${table.name}" is made: ${table.id}`)
}

async function remove(reference: string, server: ServerOptions): Promise<void> {
  const call = connect(server)
  const table = await findTable(call, reference)
  await call(tables.deleteTable, { params: { tableId: table.id } })
  print(`"${table.name}" and its ${table.rows} rows are deleted.`)
}

interface ImportOptions extends JsonOption {
  delimiter: string
  upsertBy?: string[]
  skipInvalid?: true
}

async function importFile(reference: string, file: string, options: ImportOptions): Promise<void> {
  const { delimiter, upsertBy = [], skipInvalid, json, ...server } = options
  const table = await findTable(connect(server), reference)
  const response = await connectContent(server)(tables.importTableCsv, {
    params: { tableId: table.id },
    query: {
      delimiter,
      upsertBy: JSON.stringify(upsertBy),
      skipInvalid: skipInvalid === true ? 'true' : 'false',
    },
    content: await openFile(file),
    contentType: 'text/csv',
  })
  const report = tables.importTableCsv.answer.parse(await response.json())
  if (json === true) return printJson(report)
  print(`${report.added} rows added, ${report.changed} changed, ${report.skipped} lines left out.`)
  for (const { line, message } of report.problems) print(`  Line ${line}: ${message}`)
}

async function openFile(file: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (file === '-') return ReadableStream.from<Uint8Array<ArrayBuffer>>(process.stdin)
  try {
    if ((await stat(file)).isDirectory()) throw new Error('it is a directory')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(`${file} cannot be read: ${why}.`, { cause })
  }
  return ReadableStream.from<Uint8Array<ArrayBuffer>>(createReadStream(file))
}

interface ExportOptions extends ServerOptions {
  out?: string
  delimiter: string
  guardFormulas?: true
  onlyColumns?: true
}

async function exportFile(reference: string, options: ExportOptions): Promise<void> {
  const { out, delimiter, guardFormulas, onlyColumns, ...server } = options
  const table = await findTable(connect(server), reference)
  const response = await connectContent(server)(tables.exportTableCsv, {
    params: { tableId: table.id },
    query: {
      delimiter,
      guardFormulas: guardFormulas === true ? 'true' : 'false',
      onlyColumns: onlyColumns === true ? 'true' : 'false',
    },
  })
  if (response.body === null) return
  // The types of the browser's streams and of Node's are not the same.
  const content = Readable.fromWeb(response.body as NodeReadableStream)
  if (out === undefined) await pipeline(content, process.stdout, { end: false })
  else {
    await pipeline(content, createWriteStream(out))
    print(`${table.rows} rows of "${table.name}" are in ${out}.`)
  }
}
