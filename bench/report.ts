import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os'
import type { Floors } from './floors.ts'
import type { KeywayFigures } from './measure-keyway.ts'
import type { OtherFigures } from './measure-other.ts'
import type { Plan } from './plan.ts'
import { roundFigure, type Percentiles, type Spread } from './statistics.ts'

/** Everything that was measured, as `--json` prints it. Each figure is the median of the runs; `noise` has the spread. */
export function toReport(measured: {
  plan: Plan
  floors: Floors
  keyway: readonly KeywayFigures[]
  other: OtherFigures
  startedAt: Date
}) {
  const { plan, floors, keyway, other, startedAt } = measured
  return {
    machine: describeMachine(startedAt),
    plan,
    floors: {
      httpPerSecond: roundFigure(floors.httpPerSecond.median),
      insertRowsPerSecond: roundFigure(floors.insertRowsPerSecond.median),
      noise: {
        httpPerSecond: toRange(floors.httpPerSecond),
        insertRowsPerSecond: toRange(floors.insertRowsPerSecond),
      },
    },
    keyway: keyway.map((figures) => toRow(figures, floors)),
    peers: [],
    other: roundAll(other),
  }
}

export type Report = ReturnType<typeof toReport>

function toRow(
  { storage, flow, executions, startMs, runs, residentIdleMb, quiet }: KeywayFigures,
  floors: Floors,
) {
  return {
    storage,
    flow,
    acceptedPerSecond: roundFigure(runs.acceptedPerSecond.median),
    /** Until the last execution was finished with its history. */
    completedPerSecond: roundFigure(runs.completedPerSecond.median),
    /** Of the bare HTTP server of the same session. */
    completedOfHttpFloor: roundFigure(runs.completedPerSecond.median / floors.httpPerSecond.median),
    ackMs: { p50: roundFigure(runs.ackP50Ms.median), p99: roundFigure(runs.ackP99Ms.median) },
    /** At the quiet rate; null where the flow calls nobody. */
    firstActionMs: quiet.firstActionMs === null ? null : roundPercentiles(quiet.firstActionMs),
    quietAckMs: roundPercentiles(quiet.ackMs),
    residentMb: { idle: roundFigure(residentIdleMb), loaded: roundFigure(runs.loadedMb.median) },
    cpuMsPerExecution: roundFigure(runs.cpuMsPerExecution.median),
    databaseCpuMsPerExecution: roundFigure(runs.databaseCpuMsPerExecution.median),
    startMs: roundFigure(startMs),
    executions,
    noise: {
      acceptedPerSecond: toRange(runs.acceptedPerSecond),
      completedPerSecond: toRange(runs.completedPerSecond),
      ackP99Ms: toRange(runs.ackP99Ms),
      cpuMsPerExecution: toRange(runs.cpuMsPerExecution),
    },
  }
}

/** The same figures, rounded; counts stay as they are. */
function roundAll(other: OtherFigures): OtherFigures {
  const text = JSON.stringify(other, (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? roundFigure(value) : value,
  )
  const rounded: OtherFigures = JSON.parse(text)
  return rounded
}

function describeMachine(startedAt: Date) {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: roundFigure(totalmem() / 1e9),
    os: `${platform()} ${arch()}`,
    node: process.version,
    date: startedAt.toISOString(),
  }
}

function toRange({ min, max }: Spread): { min: number; max: number } {
  return { min: roundFigure(min), max: roundFigure(max) }
}

function roundPercentiles({ p50, p99 }: Percentiles): Percentiles {
  return { p50: roundFigure(p50), p99: roundFigure(p99) }
}

/** The report for people. */
export function formatReport({ machine, plan, floors, keyway, other }: Report): string {
  const { cpu, cores, memoryGb, node, date } = machine
  const rows = keyway.map((row) => [
    `${row.storage} ${row.flow}`,
    `${row.acceptedPerSecond}`,
    `${row.completedPerSecond} (${row.noise.completedPerSecond.min}..${row.noise.completedPerSecond.max})`,
    `${Math.round(row.completedOfHttpFloor * 100)} %`,
    `${row.ackMs.p50} / ${row.ackMs.p99}`,
    `${row.quietAckMs.p50} / ${row.quietAckMs.p99}`,
    row.firstActionMs === null ? '' : `${row.firstActionMs.p50} / ${row.firstActionMs.p99}`,
    `${row.residentMb.idle} / ${row.residentMb.loaded}`,
    `${row.cpuMsPerExecution}${row.storage === 'postgres' ? ` + ${row.databaseCpuMsPerExecution}` : ''}`,
    `${row.startMs}`,
  ])
  return [
    `${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, ${date}`,
    `Median of ${plan.runs} runs of ${plan.loadSeconds} s (lowest..highest), ${plan.connections} deliveries at a time, load and store on this machine too`,
    '',
    `Floors: ${floors.httpPerSecond} posts/s by a bare HTTP server, ${floors.insertRowsPerSecond} rows/s appended by SQLite`,
    '',
    ...alignColumns([headings, ...rows]),
    '',
    `Acknowledgement and first action in ms, p50 / p99; "quiet" is at ${plan.quietPerSecond} events a second. CPU in ms an execution, + the database server's.`,
    '',
    ...Object.entries(other).map(([name, figures]) => `${name}: ${formatFigures(figures)}`),
  ].join('\n')
}

/** `turns 1000000, cards per second 350000` */
function formatFigures(figures: object): string {
  return Object.entries(figures)
    .map(([name, value]) => {
      const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
      return `${words} ${typeof value === 'object' && value !== null ? `(${formatFigures(value)})` : String(value)}`
    })
    .join(', ')
}

const headings = [
  'keyway',
  'accepted/s',
  'completed/s',
  'of floor',
  'ack',
  'quiet ack',
  'first action',
  'MB idle / loaded',
  'CPU',
  'start ms',
]

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
