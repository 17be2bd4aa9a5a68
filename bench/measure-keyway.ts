import { setTimeout } from 'node:timers/promises'
import { measureQuiet } from './latency.ts'
import { runLoad } from './load.ts'
import type { Plan } from './plan.ts'
import type { BenchPostgres } from './postgres.ts'
import { readCpuMs, readResidentMb, readTreeCpuMs, watchResidentMb } from './process-usage.ts'
import { toSpread, type Percentiles, type Spread } from './statistics.ts'
import { startStub, type Stub } from './stub.ts'
import { countCompleted, prepareFlow, startWorld, waitForDrain, type Receiver, type World } from './world.ts'

/** What is measured: where Keyway keeps its data, and what the flow does. */
export interface Scenario {
  storage: 'sqlite' | 'postgres'
  /** `pure`: condition and compose. `http`: the same and a post to another system. */
  flow: 'pure' | 'http'
}

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

export interface KeywayFigures extends Scenario {
  /** Executions counted in the history at the end: as many as deliveries were answered with 204. */
  executions: number
  startMs: number
  runs: Readonly<Record<keyof Run, Spread>>
  residentIdleMb: number
  quiet: { ackMs: Percentiles; firstActionMs: Percentiles | null }
}

export interface MeasureParts {
  plan: Plan
  postgres: BenchPostgres
  profileDirectory: string | undefined
  say: (text: string) => void
}

/**
 * Measures one scenario on a new Keyway with an empty store.
 *
 * @throws {Error} when a delivery was refused, or when not exactly the accepted ones were executed.
 */
export async function measureKeyway(parts: MeasureParts, scenario: Scenario): Promise<KeywayFigures> {
  const { postgres, profileDirectory } = parts
  const stub = scenario.flow === 'http' ? await startStub() : null
  const databaseUrl = scenario.storage === 'postgres' ? await postgres.createDatabase() : undefined
  const world = await startWorld({ databaseUrl, profileDirectory })
  try {
    const receiver = await prepareFlow(world.call, stub?.url ?? null)
    return { ...scenario, ...(await measureWorld(parts, { world, receiver, stub, scenario })) }
  } finally {
    await world.stop()
    await stub?.close()
  }
}

interface Measured {
  world: World
  receiver: Receiver
  stub: Stub | null
  scenario: Scenario
}

async function measureWorld(
  { plan, postgres, say }: MeasureParts,
  measured: Measured,
): Promise<Omit<KeywayFigures, keyof Scenario>> {
  const { world, receiver, stub, scenario } = measured
  await setTimeout(1000)
  const residentIdleMb = readResidentMb(world.pid)
  const load = async (seconds: number): Promise<Run & { accepted: number }> => {
    const { url, headers } = receiver
    const databaseCpuMs = (): number => (scenario.storage === 'postgres' ? readTreeCpuMs(postgres.pid) : 0)
    const before = { cpu: readCpuMs(world.pid), databaseCpu: databaseCpuMs() }
    const memory = watchResidentMb(world.pid)
    const { accepted, elapsedMs, ackMs } = await runLoad({
      url,
      headers,
      seconds,
      connections: plan.connections,
    })
    const loaded = performance.now()
    const drainMs = (await waitForDrain(world.call)) - loaded
    say(
      `    ${accepted} accepted in ${(elapsedMs / 1000).toFixed(1)} s, drained ${(drainMs / 1000).toFixed(1)} s later`,
    )
    return {
      accepted,
      acceptedPerSecond: (accepted / elapsedMs) * 1000,
      completedPerSecond: (accepted / (elapsedMs + drainMs)) * 1000,
      ackP50Ms: ackMs.p50,
      ackP99Ms: ackMs.p99,
      loadedMb: memory.stop(),
      cpuMsPerExecution: (readCpuMs(world.pid) - before.cpu) / accepted,
      databaseCpuMsPerExecution: (databaseCpuMs() - before.databaseCpu) / accepted,
    }
  }

  let accepted = (await load(plan.warmUpSeconds)).accepted
  const runs: Run[] = []
  for (let run = 0; run < plan.runs; run++) {
    const { accepted: more, ...figures } = await load(plan.loadSeconds)
    accepted += more
    runs.push(figures)
  }
  say(`    ${plan.quietPerSecond} a second for ${plan.quietSeconds} s`)
  const quiet = await measureQuiet({ ...receiver, stub }, plan)
  accepted += quiet.accepted
  await waitForDrain(world.call)
  await checkCounts(measured, accepted)
  const { ackMs, firstActionMs } = quiet
  return {
    executions: accepted,
    startMs: world.startMs,
    runs: spreadRuns(runs),
    residentIdleMb,
    quiet: { ackMs, firstActionMs },
  }
}

/** Speed is worth nothing if work was lost or done twice. */
async function checkCounts({ world, receiver, stub }: Measured, accepted: number): Promise<void> {
  const completed = await countCompleted(world.call, receiver.flowId)
  if (completed !== accepted) {
    throw new Error(
      `Expected ${accepted} executions, one for each accepted delivery; found ${completed} in the history.`,
    )
  }
  const calls = stub?.calls()
  if (calls !== undefined && calls !== accepted) {
    throw new Error(
      `Expected ${accepted} calls of the other system, one for each execution; it saw ${calls}.`,
    )
  }
}

function spreadRuns(runs: readonly Run[]): KeywayFigures['runs'] {
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
