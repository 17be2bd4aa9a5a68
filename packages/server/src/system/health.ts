import { system as contract } from '@keyway/api'
import type { Db } from '../db/database.ts'
import { HttpProblem } from '../http/problem.ts'
import type { HttpServer } from '../http/server.ts'
import { checkStore } from './store.ts'

/** A store that is silent for this long is not healthy. */
const patienceMs = 5_000

/** Mounts what load balancers and orchestrators ask; they look at the status code only. */
export function mountHealth(server: HttpServer, parts: { db: Db; isDraining: () => boolean }): void {
  const { db, isDraining } = parts
  server.mountOpen(contract.health, async () => {
    if (!(await answers(db))) throw new HttpProblem(503, 'storage_failing')
    return { status: 'ok' as const }
  })
  server.mountOpen(contract.live, () => Promise.resolve({ status: 'ok' as const }))
  server.mountOpen(contract.ready, async () => {
    if (isDraining()) throw new HttpProblem(503, 'draining')
    if (!(await answers(db))) throw new HttpProblem(503, 'storage_failing')
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
