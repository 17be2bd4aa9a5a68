import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os'
import type { Floors } from './floors.ts'
import type { OtherFigures } from './measure-other.ts'
import type { SubjectFigures } from './measure-subjects.ts'
import type { Plan } from './plan.ts'
import { roundFigure, type Percentiles, type Spread } from './statistics.ts'

interface MeasuredAll {
  plan: Plan
  floors: Floors
  subjects: readonly SubjectFigures[]
  other: OtherFigures
  /** On the disk, without Node, by the first word of the name. */
  installMb: Readonly<Record<string, number>>
  startedAt: Date
}

/** Everything that was measured, as `--json` prints it. Each figure is the median of the runs; `noise` has the spread. */
export function toReport(measured: MeasuredAll) {
  const { plan, floors, subjects, other, installMb, startedAt } = measured
  const rows = (kind: SubjectFigures['kind']): Row[] =>
    subjects.filter((subject) => subject.kind === kind).map((figures) => toRow(figures, measured))
  return {
    machine: describeMachine(startedAt),
    plan,
    floors: {
      httpPerSecond: roundFigure(floors.httpPerSecond.median),
      insertRowsPerSecond: roundFigure(floors.insertRowsPerSecond.median),
      postgresRowsPerSecond: roundFigure(floors.postgresRowsPerSecond.median),
      noise: {
        httpPerSecond: toRange(floors.httpPerSecond),
        insertRowsPerSecond: toRange(floors.insertRowsPerSecond),
        postgresRowsPerSecond: toRange(floors.postgresRowsPerSecond),
      },
    },
    keyway: rows('keyway'),
    /** The bare prototype of the design, in the same run. */
    limit: rows('limit'),
    /** n8n and Node-RED; empty without `--peers`. */
    peers: rows('peer'),
    installMb: Object.fromEntries(Object.entries(installMb).map(([name, mb]) => [name, roundFigure(mb)])),
    other: roundAll(other),
  }
}

export type Report = ReturnType<typeof toReport>
export type Row = ReturnType<typeof toRow>

function toRow(figures: SubjectFigures, { floors, subjects }: MeasuredAll) {
  const { name, storage, flow, executions, startMs, runs, residentIdleMb, quiet, half } = figures
  const completed = runs.completedPerSecond.median
  const limit = subjects.find(
    (other) => other.kind === 'limit' && other.flow === flow && other.storage === storage,
  )
  const ofLimit = limit === undefined ? null : completed / limit.runs.completedPerSecond.median
  return {
    name,
    storage,
    flow,
    acceptedPerSecond: roundFigure(runs.acceptedPerSecond.median),
    /** Until the last execution was finished with its history. */
    completedPerSecond: roundFigure(completed),
    /** Of the bare HTTP server, of the limit with the same store, and how many times each peer, in the same session. */
    completedOfHttpFloor: roundFigure(completed / floors.httpPerSecond.median),
    completedOfLimit: ofLimit === null ? null : roundFigure(ofLimit),
    timesPeers: Object.fromEntries(
      subjects
        .filter((other) => other.kind === 'peer' && other.flow === flow)
        .map((peer) => [peer.name, roundFigure(completed / peer.runs.completedPerSecond.median)]),
    ),
    ackMs: { p50: roundFigure(runs.ackP50Ms.median), p99: roundFigure(runs.ackP99Ms.median) },
    half:
      half === null ? null : { perSecond: roundFigure(half.perSecond), ackMs: roundPercentiles(half.ackMs) },
    /** At the quiet rate; null where the flow calls nobody. */
    firstActionMs: quiet?.firstActionMs == null ? null : roundPercentiles(quiet.firstActionMs),
    quietAckMs: quiet === null ? null : roundPercentiles(quiet.ackMs),
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
