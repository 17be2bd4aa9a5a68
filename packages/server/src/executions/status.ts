import type { ExecutionStatus } from '../db/schema.ts'

/** An execution in such a status is over for good. */
export const finalStatuses = [
  'succeeded',
  'failed',
  'cancelled',
] as const satisfies readonly ExecutionStatus[]

/** Whether an execution in this status is over for good. */
export function isFinal(status: ExecutionStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled'
}
