import { makeTemporaryDirectory } from './cleanup.ts'
import type { BenchPostgres } from './postgres.ts'
import { startStub } from './stub.ts'
import { expectCounts, type FlowKind, type Subject } from './subject.ts'
import { countCompleted, prepareFlow, startKeyway, waitForDrain, type World } from './world.ts'

/** A server that takes events and workers that run flows, each a process of its own, over one PostgreSQL. */
export async function startFleetSubject(
  postgres: BenchPostgres,
  { workers, flow }: { workers: number; flow: FlowKind },
): Promise<Subject> {
  const stub = flow === 'http' ? await startStub() : null
  const databaseUrl = await postgres.createDatabase()
  // One directory for all, because the master key lies there.
  const { directory, remove } = makeTemporaryDirectory('fleet')
  const worlds: World[] = []
  const stop = async (): Promise<void> => {
    for (const world of worlds.toReversed()) await world.stop()
    await stub?.close()
    remove()
  }
  try {
    const server = await startKeyway(directory, { databaseUrl, role: 'server' })
    worlds.push(server)
    for (let n = 0; n < workers; n++) {
      worlds.push(await startKeyway(directory, { databaseUrl, role: 'worker' }))
    }
    const name = `fleet ${workers}`
    const { url, headers, flowId } = await prepareFlow(server.call, stub?.url ?? null)
    return {
      name,
      kind: 'keyway',
      flow,
      storage: 'postgres',
      url,
      headers,
      pids: worlds.map(({ pid }) => pid),
      databasePid: postgres.pid,
      startMs: server.startMs,
      acceptedAtStart: 0,
      stub,
      drain: () => waitForDrain(server.call),
      async check(accepted) {
        expectCounts({ name, stub }, { accepted, completed: await countCompleted(server.call, flowId) })
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
