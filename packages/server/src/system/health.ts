import { system as contract } from '@keyway/api'
import type { Db } from '../db/database.ts'
import { HttpProblem } from '../http/problem.ts'
import type { HttpServer } from '../http/server.ts'
import { checkStore } from './store.ts'

/** A store that is silent for this long is not healthy. */
const patienceMs = 5_000

/**
 * Mounts what load balancers and orchestrators ask; they look at the status code only. For people an answer that says no
 * also says since when, in the header `keyway-failing-since`: of the time in which somebody asked.
 */
export function mountHealth(
  server: HttpServer,
  { db, isDraining, now }: { db: Db; isDraining: () => boolean; now: () => number },
): void {
  let failingSince: number | undefined

  async function requireStore(): Promise<void> {
    if (await answers(db)) {
      failingSince = undefined
      return
    }
    failingSince ??= now()
    const headers = { 'keyway-failing-since': new Date(failingSince).toISOString() }
    throw new HttpProblem(503, 'storage_failing', { headers })
  }

  server.mountOpen(contract.health, async () => {
    await requireStore()
    return { status: 'ok' as const }
  })
  server.mountOpen(contract.live, () => Promise.resolve({ status: 'ok' as const }))
  server.mountOpen(contract.ready, async () => {
    if (isDraining()) throw new HttpProblem(503, 'draining')
    await requireStore()
    return { status: 'ok' as const }
  })
}

async function answers(db: Db): Promise<boolean> {
  const { promise: silence, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), patienceMs)
  const isHealthy = checkStore(db).then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([isHealthy, silence])
  } finally {
    clearTimeout(timer)
  }
}
