import { makeTemporaryDirectory } from './cleanup.ts'
import { runLoad } from './load.ts'
import type { BenchPostgres } from './postgres.ts'
import { readCpuMs, readResidentMb } from './process-usage.ts'
import type { Percentiles } from './statistics.ts'
import { startStub, type Stub } from './stub.ts'
import { prepareFlow, startKeyway, waitForDrain, type Receiver, type World } from './world.ts'

/** How long a steady load at half of the possible rate lasts. */
export type Endurance = { minutes: number } | { events: number }

/** A part of a long load: a minute, or a twentieth of the events. */
interface Part {
  seconds: number
  /** Deliveries accepted since the beginning. */
  accepted: number
  ackMs: Percentiles
  cpuMsPerExecution: number
  residentMb: number
  /** Accepted, but not over when the part ended. */
  behind: number
}

export interface EnduranceFigures {
  storage: 'sqlite' | 'postgres'
  perSecond: number
  parts: Part[]
  idleMb: number
  /** Starting again on the data of all this. */
  startMs: { empty: number; full: number }
}

const warmUpSeconds = 8
const connections = 64
const partsOfEvents = 20

interface Parts {
  storage: 'sqlite' | 'postgres'
  postgres: BenchPostgres
  say: (text: string) => void
}

/**
 * Loads Keyway at half of what it just did at most, for long, with the flow that calls out.
 *
 * @throws {Error} when a delivery was refused, or when the other system was not called exactly once for each.
 */
export async function measureEndurance(
  endurance: Endurance,
  { storage, postgres, say }: Parts,
): Promise<EnduranceFigures> {
  const stub = await startStub()
  const { directory, remove } = makeTemporaryDirectory('data')
  const databaseUrl = storage === 'postgres' ? await postgres.createDatabase() : undefined
  let world = await startKeyway(directory, { databaseUrl })
  try {
    const receiver = await prepareFlow(world.call, stub.url)
    const idleMb = readResidentMb(world.pid)
    const empty = world.startMs
    const perSecond = await warmUp(world, receiver)
    const seconds = 'minutes' in endurance ? 60 : endurance.events / perSecond / partsOfEvents
    const count = 'minutes' in endurance ? endurance.minutes : partsOfEvents
    const parts = await loadInParts({ world, receiver, stub, say }, { perSecond, seconds, count })
    await waitForDrain(world.call)
    const accepted = parts.at(-1)?.accepted ?? 0
    if (stub.calls() !== accepted) {
      throw new Error(
        `Expected ${accepted} calls of the other system, one for each delivery; it saw ${stub.calls()}.`,
      )
    }
    await world.stop()
    world = await startKeyway(directory, { databaseUrl })
    return { storage, perSecond, parts, idleMb, startMs: { empty, full: world.startMs } }
  } finally {
    await world.stop()
    await stub.close()
    remove()
  }
}

/** Finds out how fast it is here and now. Returns half of that. */
async function warmUp(world: World, target: Receiver): Promise<number> {
  await runLoad({ ...target, seconds: 2, connections })
  await waitForDrain(world.call)
  const start = performance.now()
  const { accepted } = await runLoad({ ...target, seconds: warmUpSeconds, connections })
  const seconds = ((await waitForDrain(world.call)) - start) / 1000
  return Math.floor(accepted / seconds / 2)
}

async function loadInParts(
  { world, receiver, stub, say }: { world: World; receiver: Receiver; stub: Stub; say: Parts['say'] },
  { perSecond, seconds, count }: { perSecond: number; seconds: number; count: number },
): Promise<Part[]> {
  const parts: Part[] = []
  let accepted = stub.calls()
  say(`    ${perSecond} a second, half of what it did at most`)
  for (let part = 1; part <= count; part++) {
    const cpuBefore = readCpuMs(world.pid)
    const load = await runLoad({ ...receiver, seconds, connections, perSecond })
    accepted += load.accepted
    const figures: Part = {
      seconds: Math.round(load.elapsedMs / 1000),
      accepted,
      ackMs: load.ackMs,
      cpuMsPerExecution: (readCpuMs(world.pid) - cpuBefore) / load.accepted,
      residentMb: readResidentMb(world.pid),
      behind: accepted - stub.calls(),
    }
    parts.push(figures)
    say(`    ${part} of ${count}: ${describe(figures)}`)
  }
  return parts
}

function describe({ accepted, ackMs, cpuMsPerExecution, residentMb, behind }: Part): string {
  const ack = `${ackMs.p50.toFixed(1)} / ${ackMs.p99.toFixed(1)} ms`
  const cpu = `${cpuMsPerExecution.toFixed(3)} ms`
  return `${accepted} accepted, ack ${ack}, CPU ${cpu}, ${Math.round(residentMb)} MB, ${behind} behind`
}
