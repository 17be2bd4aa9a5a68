import { createHash } from 'node:crypto'

/** An id for the row that a step adds: the same for every try of the step, another one for each row of it. */
export function toStepRowId(idempotencyKey: string, index?: number): string {
  const text = index === undefined ? idempotencyKey : `${idempotencyKey}\n${index}`
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
