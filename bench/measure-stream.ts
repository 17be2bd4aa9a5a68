import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { executions, type Call } from '@keyway/api'
import { makeTemporaryDirectory } from './cleanup.ts'
import { readCpuMs, readPeakMb } from './process-usage.ts'
import { prepareManualFlow, startFlow, tookMs, waitForRest, type Step } from './run-flow.ts'
import { fillTable } from './fill-table.ts'
import { startKeyway } from './world.ts'

/** A loop over the rows of a table, a page at a time. */
export interface StreamFigures {
  rows: number
  /** Adding them to the table, from a CSV file. */
  filledPerSecond: number
  rowsPerSecond: number
  tookMs: number
  cpuMs: number
  idleMb: number
  /** The most that the process ever held. */
  peakMb: number
  journal: JournalFigures
  /** The same loop, paused in its middle, the process killed, and resumed by the next. */
  interrupted: {
    /** Rows that were done when it stood still. */
    pausedAtRow: number
    /** From the order to go on until the loop moved. */
    resumedMs: number
    /** Pages read again after the kill. */
    pagesReadAgain: number
    peakMb: number
  }
}

interface JournalFigures {
  entries: number
  megabytes: number
  snapshots: number
}

const table = 'Numbers'
const pageSize = 200

/** Two function cards for each row. The memo tells at the end whether each row was taken exactly once. */
const steps: Step[] = [
  {
    id: 'rows',
    stream: { use: 'tables.search_rows', with: { table }, pageSize },
    memo: 0,
    next: { ref: 'sum.output' },
    do: [
      {
        id: 'sum',
        use: 'number.add',
        with: { numbers: [{ ref: 'rows.memo' }, { ref: 'rows.item.values.number' }] },
      },
      {
        id: 'text',
        use: 'text.compose',
        with: { text: '{{ rows.item.values.login }} makes {{ sum.output }}' },
      },
    ],
  },
  { return: { count: { ref: 'rows.count' }, sum: { ref: 'rows.memo' } } },
]

/** @throws {Error} when a row was lost or taken twice. */
export async function measureStream(rows: number): Promise<StreamFigures> {
  const { directory, remove } = makeTemporaryDirectory('data')
  let world = await startKeyway(directory)
  try {
    const filledPerSecond = await fillTable(world, { name: table, rows })
    const flowId = await prepareManualFlow(world.call, { name: 'Bench: stream', steps })
    // Filling the table leaves its own mark on the memory of the process.
    await world.stop()
    world = await startKeyway(directory)
    const idleMb = readPeakMb(world.pid)
    const cpuBefore = readCpuMs(world.pid)
    const whole = await startFlow(world.call, flowId)
    const ms = tookMs(await waitForRest(world.call, flowId))
    const cpuMs = readCpuMs(world.pid) - cpuBefore
    const peakMb = readPeakMb(world.pid)
    await checkSum(world.call, whole, rows)

    const second = await startFlow(world.call, flowId)
    const params = { executionId: second }
    await waitForTurn(world.call, second, rows / 3)
    await world.call(executions.pauseExecution, { params })
    await waitForRest(world.call, flowId, ['paused'])
    const pausedAtRow = await doneTurns(world.call, second)
    await world.kill()
    world = await startKeyway(directory)
    const start = performance.now()
    await world.call(executions.resumeExecution, { params })
    await waitForTurn(world.call, second, pausedAtRow + 1)
    const resumedMs = performance.now() - start
    await waitForRest(world.call, flowId)
    await checkSum(world.call, second, rows)
    const interruptedPeakMb = readPeakMb(world.pid)
    await world.stop()
    const journals = readJournals(directory, [whole, second])
    const [journal, other] = journals
    if (journal === undefined || other === undefined) throw new Error('Expected two journals.')
    return {
      rows,
      filledPerSecond,
      rowsPerSecond: (rows / ms) * 1000,
      tookMs: ms,
      cpuMs,
      idleMb,
      peakMb,
      journal,
      interrupted: {
        pausedAtRow,
        resumedMs,
        pagesReadAgain: other.entries - journal.entries,
        peakMb: interruptedPeakMb,
      },
    }
  } finally {
    await world.stop()
    remove()
  }
}

async function waitForTurn(call: Call, executionId: string, turn: number): Promise<void> {
  while ((await doneTurns(call, executionId)) < turn) await setTimeout(50)
}

async function doneTurns(call: Call, executionId: string): Promise<number> {
  const { status, progress } = await call(executions.getExecution, { params: { executionId } })
  return progress[0]?.done ?? (status === 'succeeded' ? Infinity : 0)
}

async function checkSum(call: Call, executionId: string, rows: number): Promise<void> {
  const { output, replay } = await call(executions.getExecution, { params: { executionId } })
  const expected = JSON.stringify({ count: rows, sum: (rows * (rows + 1)) / 2 })
  if (JSON.stringify(output) === expected && replay === 'faithful') return
  throw new Error(`Expected ${expected} of the loop, found ${JSON.stringify(output)}, replay ${replay}.`)
}

/** What executions left on disk, read from the store itself. */
function readJournals(directory: string, ids: readonly string[]): JournalFigures[] {
  const db = new DatabaseSync(path.join(directory, 'keyway.db'), { readOnly: true })
  try {
    return ids.map((id) => {
      const row = db
        .prepare(
          `select count(*) as entries, sum(length(entry)) / 1e6 as megabytes,
             (select count(*) from journal_snapshots s where s.execution_id = e.execution_id) as snapshots
           from journal_entries e where execution_id = ?`,
        )
        .get(id)
      return {
        entries: Number(row?.['entries']),
        megabytes: Number(row?.['megabytes']),
        snapshots: Number(row?.['snapshots']),
      }
    })
  } finally {
    db.close()
  }
}
