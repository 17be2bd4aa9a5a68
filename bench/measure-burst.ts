import { setTimeout } from 'node:timers/promises'
import { runLoad } from './load.ts'
import type { BenchPostgres } from './postgres.ts'
import { readCpuMs, readPeakMb, readResidentMb, readTreeCpuMs, sampleResidentMb } from './process-usage.ts'
import type { Percentiles } from './statistics.ts'
import { countCompleted, prepareFlow, startWorld, waitForDrain, type World } from './world.ts'

/** How many full deliveries come in one burst, and over how many connections at a time. */
export interface BurstPlan {
  deliveries: number
  connections: number
}

/** Deliveries as full as Okta makes them, as fast as they are answered, until all is executed. */
export interface BurstFigures {
  storage: 'sqlite' | 'postgres'
  eventsPerDelivery: number
  /** As many are in the history, each executed once. */
  events: number
  acceptedPerSecond: number
  /** Until the last execution was finished with its history. */
  completedPerSecond: number
  ackMs: Percentiles
  /** Before, the highest in each quarter of the burst and its execution, ten seconds after, and the highest ever. */
  residentMb: { before: number; quarters: number[]; after: number; peak: number }
  cpuMsPerEvent: number
  databaseCpuMsPerEvent: number
}

/** Okta's most. */
const eventsPerDelivery = 100
const longestSeconds = 600
const restMs = 10_000

/** @throws {Error} when a delivery was refused, or when not exactly its events were executed. */
export async function measureBurst(
  plan: BurstPlan,
  { storage, postgres }: { storage: 'sqlite' | 'postgres'; postgres: BenchPostgres },
): Promise<BurstFigures> {
  const databaseUrl = storage === 'postgres' ? await postgres.createDatabase() : undefined
  const world = await startWorld({ databaseUrl })
  try {
    const databaseCpuMs = (): number => (storage === 'postgres' ? readTreeCpuMs(postgres.pid) : 0)
    return { storage, eventsPerDelivery, ...(await measure(plan, { world, databaseCpuMs })) }
  } finally {
    await world.stop()
  }
}

async function measure(
  { deliveries, connections }: BurstPlan,
  { world, databaseCpuMs }: { world: World; databaseCpuMs: () => number },
): Promise<Omit<BurstFigures, 'storage' | 'eventsPerDelivery'>> {
  const { call, pid } = world
  const { url, headers, flowId } = await prepareFlow(call, null)
  const target = { url, headers, seconds: longestSeconds, events: eventsPerDelivery }
  // Code that ran once is compiled, and what a process takes once for ever it has taken.
  const warmUp = await runLoad({ ...target, connections: 2, deliveries: Math.ceil(deliveries / 20) })
  await waitForDrain(call)
  await setTimeout(restMs)

  const before = readResidentMb(pid)
  const cpuBefore = { own: readCpuMs(pid), database: databaseCpuMs() }
  const start = performance.now()
  const memory = sampleResidentMb(pid)
  const load = await runLoad({ ...target, connections, deliveries })
  const drained = (await waitForDrain(call)) - start
  const samples = memory.stop()
  const cpu = { own: readCpuMs(pid) - cpuBefore.own, database: databaseCpuMs() - cpuBefore.database }
  await setTimeout(restMs)
  const after = readResidentMb(pid)

  const events = load.accepted * eventsPerDelivery
  const sent = events + warmUp.accepted * eventsPerDelivery
  const completed = await countCompleted(call, flowId)
  if (completed !== sent) {
    throw new Error(`Expected ${sent} executions, one for each accepted event; found ${completed}.`)
  }
  return {
    events,
    acceptedPerSecond: (events / load.elapsedMs) * 1000,
    completedPerSecond: (events / drained) * 1000,
    ackMs: load.ackMs,
    residentMb: { before, quarters: quartersOf(samples), after, peak: readPeakMb(pid) },
    cpuMsPerEvent: cpu.own / events,
    databaseCpuMsPerEvent: cpu.database / events,
  }
}

/** The highest sample of each quarter: what grows with the work shows here. */
function quartersOf(samples: readonly number[]): number[] {
  return [0, 1, 2, 3].map((quarter) => {
    const [from, to] = [quarter, quarter + 1].map((part) => Math.floor((samples.length * part) / 4))
    return Math.max(...samples.slice(from, Math.max(to ?? 0, (from ?? 0) + 1)))
  })
}
