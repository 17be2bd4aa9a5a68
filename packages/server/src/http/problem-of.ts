import { isStoreFailure } from '../db/store-failure.ts'
import type { Log } from '../log.ts'
import { HttpProblem, toProblem } from './problem.ts'

/** A database that restarts is back by then; Okta repeats a delivery once, and the log brings the rest. */
const retryAfterSeconds = '5'

/** The problem to answer for whatever a handler threw. What nobody meant to throw is logged. */
export function problemOf(error: unknown, { log, request }: { log: Log; request: object }): HttpProblem {
  const problem = toProblem(error)
  if (problem !== undefined) return problem
  if (isStoreFailure(error)) {
    log.warn({ err: error, ...request }, 'the storage fails')
    return new HttpProblem(503, 'storage_failing', { headers: { 'retry-after': retryAfterSeconds } })
  }
  log.error({ err: error, ...request }, 'request failed')
  return new HttpProblem(500, 'internal_error')
}
