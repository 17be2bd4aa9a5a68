import { hash } from 'node:crypto'
import type { QueueDefinition } from '../../jobs/job.ts'
import { createDigester, type Digest } from './digest.ts'
import { digestSourceJobs, digestTargetJobs, moveJobs } from './jobs.ts'
import { movedTables } from './moved-tables.ts'
import { openSource, type MoveSource } from './source.ts'
import { openTarget, type MoveTarget } from './target.ts'

export interface MoveOptions {
  /** Data directory of the SQLite database. */
  from: string
  /** URL of the PostgreSQL database. */
  to: string
  /** Compare only. */
  verifyOnly: boolean
  queues: readonly QueueDefinition[]
  onProgress: (progress: MoveProgress) => void
}

/** How far a move is. Rows are those of all tables together. */
export interface MoveProgress {
  phase: 'copy' | 'verify'
  table: string
  rows: number
  totalRows: number
}

export interface MovedTable {
  table: string
  source: Digest
  target: Digest
}

export interface MoveReport {
  tables: MovedTable[]
  /** Whether both sides hold the same. */
  isEqual: boolean
  /** The sealed value by which a master key is checked. */
  canary: string | undefined
}

/**
 * Copies a SQLite database into a PostgreSQL database and compares the two. A move that was cut off goes on where its last
 * transaction ended. Nothing is written to the source.
 *
 * @throws {Error} when one side is in use, or the target cannot be moved into.
 */
export async function moveDatabase(options: MoveOptions): Promise<MoveReport> {
  const source = await openSource(options.from)
  try {
    const canary = source.setting('vault.canary')
    const target = await openTarget({
      url: options.to,
      sourceId: hash('sha256', canary ?? ''),
      readOnly: options.verifyOnly,
    })
    try {
      await checkColumns(source, target)
      if (!options.verifyOnly) {
        await copyTables(source, target, options)
        await moveJobs(source, target, options.queues)
        await target.restartNumbers(source.highest)
      }
      const tables = await compare(source, target, options)
      const isEqual = tables.every(({ source: a, target: b }) => a.rows === b.rows && a.sum === b.sum)
      if (isEqual && !options.verifyOnly) await target.finish()
      return { tables, isEqual, canary }
    } finally {
      await target.close()
    }
  } finally {
    source.close()
  }
}

async function checkColumns(source: MoveSource, target: MoveTarget): Promise<void> {
  const { rows } = await target.client.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns where table_schema = current_schema()`,
  )
  const columns = Map.groupBy(rows, ({ table }) => table)
  for (const table of movedTables) {
    const there = (columns.get(table) ?? []).map(({ column }) => column).toSorted()
    if (there.join() !== source.columns(table).join()) {
      throw new Error(
        `The table ${table} has the columns ${source.columns(table).join(', ')} on SQLite, and ${there.join(', ')} on PostgreSQL. This is a mistake of this version: nothing was moved.`,
      )
    }
  }
}

async function copyTables(
  source: MoveSource,
  target: MoveTarget,
  { onProgress }: MoveOptions,
): Promise<void> {
  const totalRows = movedTables.reduce((sum, table) => sum + source.count(table), 0)
  let copied = 0
  for (const table of movedTables) {
    const columns = source.columns(table)
    let state = (await target.state(table)) ?? { position: null, rows: 0, isDone: false }
    copied += state.rows
    while (!state.isDone) {
      const { rows, next } = source.read(table, state.position)
      state = { position: next, rows: state.rows + rows.length, isDone: next === null }
      await target.write({ table, columns, rows, state })
      copied += rows.length
      onProgress({ phase: 'copy', table, rows: copied, totalRows })
    }
  }
}

/** Reads both sides whole: what a count alone would not show is a row that changed. */
async function compare(
  source: MoveSource,
  target: MoveTarget,
  { queues, onProgress }: MoveOptions,
): Promise<MovedTable[]> {
  const totalRows = 2 * movedTables.reduce((sum, table) => sum + source.count(table), 0)
  let read = 0
  const compared: MovedTable[] = []
  for (const table of movedTables) {
    const advance = (count: number): void => {
      read += count
      onProgress({ phase: 'verify', table, rows: read, totalRows })
    }
    const columns = source.columns(table)
    compared.push({
      table,
      source: digestSource(source, table, advance),
      target: await target.digest(table, columns, advance),
    })
  }
  const before = digestSourceJobs(source)
  const after = await digestTargetJobs(target, queues)
  return [
    ...compared,
    { table: 'jobs', source: before.jobs, target: after.jobs },
    { table: 'dead_letters', source: before.deadLetters, target: after.deadLetters },
  ]
}

const reportEvery = 5_000

function digestSource(source: MoveSource, table: string, onRows: (count: number) => void): Digest {
  const digester = createDigester()
  let unsaid = 0
  for (const values of source.readAll(table)) {
    digester.add(values)
    unsaid += 1
    if (unsaid < reportEvery) continue
    onRows(unsaid)
    unsaid = 0
  }
  onRows(unsaid)
  return digester.digest()
}
