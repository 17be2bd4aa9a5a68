import path from 'node:path'
import { startChild } from '../child.ts'
import { makeTemporaryDirectory } from '../cleanup.ts'
import type { KeywayChoice } from '../keyway-subject.ts'
import type { BenchPostgres } from '../postgres.ts'
import { startStub } from '../stub.ts'
import { expectCounts, waitForCount, type Subject } from '../subject.ts'

/** The bare prototype of the design on an empty store: what an engine on this machine could do at best. */
export async function startLimitSubject(
  { postgres }: { postgres: BenchPostgres },
  { storage, flow }: KeywayChoice,
): Promise<Subject> {
  const stub = flow === 'http' ? await startStub() : null
  const { directory, remove } = makeTemporaryDirectory('limit')
  const place = storage === 'postgres' ? await postgres.createDatabase() : path.join(directory, 'limit.db')
  const start = performance.now()
  const child = startChild(new URL('./limit-process.ts', import.meta.url), [
    place,
    ...(stub === null ? [] : [stub.url]),
  ])
  const stop = async (): Promise<void> => {
    await child.stop()
    await stub?.close()
    remove()
  }
  try {
    const [url] = await child.waitForOutput(/http:\S+/, 10_000)
    const startMs = performance.now() - start
    const name = `limit ${storage}`
    const completed = async (): Promise<number> => Number(await (await fetch(url)).text())
    return {
      name,
      kind: 'limit',
      flow,
      storage,
      url,
      headers: {},
      pids: [child.pid],
      databasePid: storage === 'postgres' ? postgres.pid : null,
      startMs,
      acceptedAtStart: 0,
      stub,
      drain: (accepted) => waitForCount(accepted, completed),
      async check(accepted) {
        expectCounts({ name, stub }, { accepted, completed: await completed() })
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
