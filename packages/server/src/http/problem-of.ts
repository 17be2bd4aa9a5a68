import { isStoreFailure } from '../db/store-failure.ts'
import type { Log } from '../log.ts'
import { HttpProblem, notNow, toProblem } from './problem.ts'

/** The problem to answer for whatever a handler threw. What nobody meant to throw is logged. */
export function problemOf(error: unknown, { log, request }: { log: Log; request: object }): HttpProblem {
  const problem = toProblem(error)
  if (problem !== undefined) return problem
  if (isStoreFailure(error)) {
    log.warn({ err: error, ...request }, 'the storage fails')
    return notNow('storage_failing')
  }
  log.error({ err: error, ...request }, 'request failed')
  return new HttpProblem(500, 'internal_error')
}
