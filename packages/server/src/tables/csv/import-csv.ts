import { createHash } from 'node:crypto'
import { FlowError, InputError, type TableImport, type TableImportReport } from '@keyway/sdk'
import { toCells, toCellsText } from '../columns.ts'
import { changeTable } from '../open-table.ts'
import { deleteRowsBetween } from '../rows/delete-rows.ts'
import type { StoredTable } from '../store.ts'
import type { TableParts } from '../table-store.ts'
import { getKey } from '../unique-keys.ts'
import { readHeader, type ReadValues } from './csv-header.ts'
import { readCsv, type CsvRecord } from './csv-reader.ts'
import { writeLines, type Line } from './write-lines.ts'

/** A file that can be read from its beginning more than once. */
export interface CsvSource extends TableImport {
  open: () => AsyncIterable<string> | Iterable<string>
}

const batchSize = 1_000
/** Files up to this many rows are one transaction; a larger one would keep other writers waiting. */
const atomicRows = 5_000
const mostProblems = 100

/**
 * Reads a CSV file into a table, in constant memory: first to see that every line fits, then to write. Unless
 * `skipInvalid`, a line that does not fit refuses the file, and nothing of it stays in the table; of a large file that
 * changes rows by their key, a conflict that arises while it is written leaves the changes made until then.
 *
 * @throws {InputError} with the number of the line.
 */
export async function importCsv(
  parts: TableParts,
  table: StoredTable,
  source: CsvSource,
): Promise<TableImportReport> {
  if (source.upsertBy.length > 0) getKey(table, source.upsertBy)
  const report = createReport(source)
  const total = await checkFile(parts, table, source)
  if (source.upsertBy.length === 0) await parts.counts.requireRoom(parts.db, table, total)
  const importId = createHash('sha256').update(`${table.id}\n${source.importKey}`).digest('hex').slice(0, 20)
  const toBatches = (current: StoredTable) => batchesOf(readLines(current, source, report.refuse))
  const write = { importId, upsertBy: source.upsertBy, refuse: report.refuse, parts }
  const add = ({ added, changed }: { added: number; changed: number }): void => {
    report.counts.added += added
    report.counts.changed += changed
  }
  if (total <= atomicRows) {
    await changeTable(parts, table, {
      mode: 'update',
      async change(transaction, current) {
        for await (const lines of toBatches(current))
          add(await writeLines(transaction, current, { ...write, lines }))
      },
    })
    return report.finish()
  }
  try {
    for await (const lines of toBatches(table)) {
      const change = (...[transaction, current]: Parameters<Parameters<typeof changeTable>[2]['change']>) =>
        writeLines(transaction, current, { ...write, lines })
      add(await changeTable(parts, table, { mode: 'update', change }))
    }
  } catch (error) {
    await deleteRowsBetween(parts, table, {
      from: `${importId}000000000000`,
      to: `${importId}ffffffffffff`,
    })
    throw error
  }
  return report.finish()
}

/** Meets every line once without writing. Answers how many there are. Throws InputError for what refuses the file. */
async function checkFile({ limits }: TableParts, table: StoredTable, source: CsvSource): Promise<number> {
  let total = 0
  const refuse = source.skipInvalid ? () => {} : refuseFile
  for await (const { line, values } of readLines(table, source, refuse)) {
    total++
    try {
      // An upsert may leave a required column to the row that is there.
      if (source.upsertBy.length === 0) toCellsText(table, toCells(table, values), limits)
    } catch (error) {
      refuse(line, error)
    }
  }
  return total
}

async function* readLines(
  table: StoredTable,
  { open, delimiter }: CsvSource,
  refuse: (line: number, error: unknown) => void,
): AsyncGenerator<Line> {
  let read: ReadValues | undefined
  for await (const record of readCsv(open(), delimiter)) {
    if (read === undefined) {
      read = readHeader(table, record)
      continue
    }
    const values = tryRead(read, record, refuse)
    if (values !== undefined) yield { line: record.line, values }
  }
  if (read === undefined) {
    throw new InputError(
      'The file is empty. Its first line names the columns, and each line after it is a row.',
      {
        code: 'csv_invalid',
      },
    )
  }
}

function tryRead(
  read: ReadValues,
  record: CsvRecord,
  refuse: (line: number, error: unknown) => void,
): ReturnType<ReadValues> | undefined {
  try {
    return read(record)
  } catch (error) {
    refuse(record.line, error)
    return undefined
  }
}

async function* batchesOf(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let batch: Line[] = []
  for await (const line of lines) {
    batch.push(line)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function refuseFile(line: number, error: unknown): never {
  if (!(error instanceof FlowError)) throw error
  throw new InputError(`Line ${line}: ${error.message}`, {
    code: error.code,
    cause: error,
    details: { ...error.details, line },
  })
}

function createReport({ skipInvalid }: CsvSource) {
  const counts = { added: 0, changed: 0, skipped: 0 }
  const problems: TableImportReport['problems'] = []
  return {
    counts,
    refuse: (line: number, error: unknown): void => {
      if (!skipInvalid || !(error instanceof FlowError)) refuseFile(line, error)
      counts.skipped++
      if (problems.length < mostProblems) problems.push({ line, message: error.message })
    },
    finish: (): TableImportReport => ({ ...counts, problems }),
  }
}
