import type { EnduranceFigures } from './measure-endurance.ts'
import type { Report, Row } from './report.ts'
import { roundFigure, type Percentiles } from './statistics.ts'

/** The report for people. */
export function formatReport(report: Report): string {
  const { machine, plan, floors, keyway, limit, peers, installMb, other } = report
  const { cpu, cores, memoryGb, node, date } = machine
  const rows = [...keyway, ...limit, ...peers].map(formatRow)
  return [
    `${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, ${date}`,
    `Median of ${plan.runs} runs of ${plan.loadSeconds} s (lowest..highest), ${plan.connections} deliveries at a time, load and store on this machine too`,
    '',
    `Floors: ${floors.httpPerSecond} posts/s by a bare HTTP server, ${floors.insertRowsPerSecond} rows/s appended by SQLite, ${floors.postgresRowsPerSecond} by PostgreSQL`,
    '',
    ...alignColumns([headings, ...rows]),
    '',
    `Acknowledgement and first action in ms, p50 / p99; "half" is at half of the rate completed, "quiet" at ${plan.quietPerSecond} events a second. CPU in ms an execution, + the database server's.`,
    `"limit" is a bare prototype of the design. Installed, without Node: ${formatFigures(installMb)} MB`,
    ...formatTimes(keyway),
    '',
    ...Object.entries(other).map(([name, figures]) => `${name}: ${formatFigures(figures)}`),
  ].join('\n')
}

/** A line for each store: how it began, and how it ended. The parts between were printed as they came. */
export function formatEndurance(all: readonly EnduranceFigures[]): string {
  return all
    .map(({ storage, perSecond, parts, idleMb, startMs }) => {
      const [first, last] = [parts[0], parts.at(-1)]
      if (first === undefined || last === undefined) throw new Error('Expected a load of at least one part.')
      const change = (name: 'residentMb' | 'cpuMsPerExecution'): string =>
        `${roundFigure(first[name])} to ${roundFigure(last[name])}`
      return [
        `${storage}: ${last.accepted} events at ${perSecond} a second`,
        `  acknowledged in ${formatPercentiles(first.ackMs)} ms in the first part, ${formatPercentiles(last.ackMs)} in the last`,
        `  resident ${roundFigure(idleMb)} MB idle, then ${change('residentMb')} MB; CPU ${change('cpuMsPerExecution')} ms an execution`,
        `  start: ${Math.round(startMs.empty)} ms on nothing, ${Math.round(startMs.full)} ms on all of it`,
        '',
      ].join('\n')
    })
    .join('\n')
}

function formatRow(row: Row): string[] {
  return [
    `${row.name} ${row.flow}`,
    `${row.acceptedPerSecond}`,
    `${row.completedPerSecond} (${row.noise.completedPerSecond.min}..${row.noise.completedPerSecond.max})`,
    `${percent(row.completedOfHttpFloor)}`,
    row.completedOfLimit === null ? '' : percent(row.completedOfLimit),
    formatPercentiles(row.ackMs),
    row.half === null ? '' : formatPercentiles(row.half.ackMs),
    row.quietAckMs === null ? '' : formatPercentiles(row.quietAckMs),
    row.firstActionMs === null ? '' : formatPercentiles(row.firstActionMs),
    `${row.residentMb.idle} / ${row.residentMb.loaded}`,
    `${row.cpuMsPerExecution}${row.databaseCpuMsPerExecution === 0 ? '' : ` + ${row.databaseCpuMsPerExecution}`}`,
    `${row.startMs}`,
  ]
}

/** How many times as much Keyway completes as each peer with the same flow. */
function formatTimes(keyway: readonly Row[]): string[] {
  return keyway
    .filter(({ timesPeers }) => Object.keys(timesPeers).length > 0)
    .map(({ name, flow, timesPeers }) => `${name} ${flow} completes, times: ${formatFigures(timesPeers)}`)
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function formatPercentiles({ p50, p99 }: Percentiles): string {
  return `${p50} / ${p99}`
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
  '',
  'accepted/s',
  'completed/s',
  'of floor',
  'of limit',
  'ack',
  'half ack',
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
