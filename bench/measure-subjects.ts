import { setTimeout } from 'node:timers/promises'
import { measureQuiet } from './latency.ts'
import { runLoad } from './load.ts'
import type { Plan } from './plan.ts'
import { readResidentTreeMb, readTreeCpuMs, watchHighest } from './process-usage.ts'
import { toSpread, type Percentiles, type Spread } from './statistics.ts'
import type { Subject } from './subject.ts'

/** One load, from the first delivery until the last execution is finished and recorded. */
interface Run {
  acceptedPerSecond: number
  completedPerSecond: number
  ackP50Ms: number
  ackP99Ms: number
  loadedMb: number
  cpuMsPerExecution: number
  databaseCpuMsPerExecution: number
}

export interface SubjectFigures extends Pick<Subject, 'name' | 'kind' | 'flow' | 'storage' | 'startMs'> {
  /** Executions counted at the end: as many as deliveries were answered with 204. */
  executions: number
  runs: Readonly<Record<keyof Run, Spread>>
  residentIdleMb: number
  /** Acknowledgement at half of the rate that it completes. */
  half: { perSecond: number; ackMs: Percentiles } | null
  /** null with `half`: of the limit, only its speed is asked for unless there is time. */
  quiet: { ackMs: Percentiles; firstActionMs: Percentiles | null } | null
}

interface Measured {
  subject: Subject
  residentIdleMb: number
  accepted: number
  runs: Run[]
}

/**
 * Measures several in alternation: whatever else the machine does meanwhile, it does to all of them.
 *
 * @throws {Error} when a delivery was refused, or when not exactly the accepted ones were executed.
 */
export async function measureSubjects(
  subjects: readonly Subject[],
  plan: Plan,
  say: (text: string) => void,
): Promise<SubjectFigures[]> {
  await setTimeout(1000)
  const all: Measured[] = subjects.map((subject) => ({
    subject,
    residentIdleMb: sum(subject.pids, readResidentTreeMb),
    accepted: subject.acceptedAtStart,
    runs: [],
  }))
  for (const measured of all) await load(measured, { plan, seconds: plan.warmUpSeconds, say })
  for (let run = 0; run < plan.runs; run++) {
    for (const measured of all) {
      const seconds = measured.subject.kind === 'peer' ? plan.peerLoadSeconds : plan.loadSeconds
      measured.runs.push(await load(measured, { plan, seconds, say }))
    }
  }
  const figures: SubjectFigures[] = []
  for (const measured of all) figures.push(await finish(measured, plan, say))
  return figures
}

async function load(
  measured: Measured,
  { plan, seconds, say }: { plan: Plan; seconds: number; say: (text: string) => void },
): Promise<Run> {
  const { subject } = measured
  const { url, headers, pids, databasePid } = subject
  const databaseCpuMs = (): number => (databasePid === null ? 0 : readTreeCpuMs(databasePid))
  const before = { cpu: sum(pids, readTreeCpuMs), databaseCpu: databaseCpuMs() }
  const memory = watchHighest(() => sum(pids, readResidentTreeMb))
  const { accepted, elapsedMs, ackMs } = await runLoad({
    url,
    headers,
    seconds,
    connections: plan.connections,
  })
  const loaded = performance.now()
  measured.accepted += accepted
  const drainMs = (await subject.drain(measured.accepted)) - loaded
  say(
    `    ${subject.name}: ${accepted} accepted in ${(elapsedMs / 1000).toFixed(1)} s, drained ${(drainMs / 1000).toFixed(1)} s later`,
  )
  return {
    acceptedPerSecond: (accepted / elapsedMs) * 1000,
    completedPerSecond: (accepted / (elapsedMs + drainMs)) * 1000,
    ackP50Ms: ackMs.p50,
    ackP99Ms: ackMs.p99,
    loadedMb: memory.stop(),
    cpuMsPerExecution: (sum(pids, readTreeCpuMs) - before.cpu) / accepted,
    databaseCpuMsPerExecution: (databaseCpuMs() - before.databaseCpu) / accepted,
  }
}

async function finish(measured: Measured, plan: Plan, say: (text: string) => void): Promise<SubjectFigures> {
  const { subject, residentIdleMb } = measured
  const { name, kind, flow, storage, startMs } = subject
  const runs = spreadRuns(measured.runs)
  const isAsked = kind !== 'limit' || plan.limitAtRest
  const rest = isAsked ? await measureRest(measured, runs.completedPerSecond.median / 2, { plan, say }) : null
  await subject.check(measured.accepted)
  return {
    name,
    kind,
    flow,
    storage,
    startMs,
    executions: measured.accepted,
    runs,
    residentIdleMb,
    half: rest?.half ?? null,
    quiet: rest?.quiet ?? null,
  }
}

async function measureRest(
  measured: Measured,
  perSecond: number,
  { plan, say }: { plan: Plan; say: (text: string) => void },
): Promise<{ half: NonNullable<SubjectFigures['half']>; quiet: NonNullable<SubjectFigures['quiet']> }> {
  const { subject } = measured
  const { name, url, headers } = subject
  say(`    ${name}: ${Math.round(perSecond)} a second, then ${plan.quietPerSecond} a second`)
  const { connections, loadSeconds: seconds } = plan
  const half = await runLoad({ url, headers, seconds, connections, perSecond })
  measured.accepted += half.accepted
  await subject.drain(measured.accepted)
  const { accepted, ackMs, firstActionMs } = await measureQuiet(subject, plan)
  measured.accepted += accepted
  await subject.drain(measured.accepted)
  return { half: { perSecond, ackMs: half.ackMs }, quiet: { ackMs, firstActionMs } }
}

function sum(pids: readonly number[], read: (pid: number) => number): number {
  return pids.reduce((all, pid) => all + read(pid), 0)
}

function spreadRuns(runs: readonly Run[]): SubjectFigures['runs'] {
  const of = (name: keyof Run): Spread => toSpread(runs.map((run) => run[name]))
  return {
    acceptedPerSecond: of('acceptedPerSecond'),
    completedPerSecond: of('completedPerSecond'),
    ackP50Ms: of('ackP50Ms'),
    ackP99Ms: of('ackP99Ms'),
    loadedMb: of('loadedMb'),
    cpuMsPerExecution: of('cpuMsPerExecution'),
    databaseCpuMsPerExecution: of('databaseCpuMsPerExecution'),
  }
}
