import type { BenchPostgres } from './postgres.ts'
import { startStub } from './stub.ts'
import { expectCounts, type FlowKind, type Subject } from './subject.ts'
import { countCompleted, prepareFlow, startWorld, waitForDrain } from './world.ts'

export interface KeywayChoice {
  storage: 'sqlite' | 'postgres'
  flow: FlowKind
}

/** A new Keyway with an empty store, and the measured flow that is on. */
export async function startKeywaySubject(
  { postgres, profileDirectory }: { postgres: BenchPostgres; profileDirectory: string | undefined },
  { storage, flow }: KeywayChoice,
): Promise<Subject> {
  const stub = flow === 'http' ? await startStub() : null
  const databaseUrl = storage === 'postgres' ? await postgres.createDatabase() : undefined
  const world = await startWorld({ databaseUrl, profileDirectory })
  const stop = async (): Promise<void> => {
    await world.stop()
    await stub?.close()
  }
  const name = `keyway ${storage}`
  try {
    const { url, headers, flowId } = await prepareFlow(world.call, stub?.url ?? null)
    return {
      name,
      kind: 'keyway',
      flow,
      storage,
      url,
      headers,
      pids: [world.pid],
      databasePid: storage === 'postgres' ? postgres.pid : null,
      startMs: world.startMs,
      acceptedAtStart: 0,
      stub,
      drain: () => waitForDrain(world.call),
      async check(accepted) {
        expectCounts({ name, stub }, { accepted, completed: await countCompleted(world.call, flowId) })
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
