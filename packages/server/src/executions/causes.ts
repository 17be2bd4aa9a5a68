import { limitError, type Cause, type Flow, type StartedEntry } from '@keyway/engine'
import { isJsonObject, toErrorData, type ErrorData, type Json } from '@keyway/sdk'

/** What an execution is to those that it causes. */
export function toCause({ executionId, cause }: Pick<StartedEntry, 'executionId' | 'cause'>): Cause {
  return { execution: executionId, depth: (cause?.depth ?? 0) + 1 }
}

/** Whether a flow waits for what Keyway tells of itself. */
export function hearsOfKeyway({ trigger }: Pick<Flow, 'trigger'>): boolean {
  return 'event' in trigger && trigger.event.startsWith('keyway.')
}

/**
 * Why an execution is refused whose chain of causes is too long; undefined where it is not. Flows that hear of Keyway have
 * twice as much: that a chain was cut is what they are there to hear.
 */
export function refuseChain(flow: Flow, cause: Cause | undefined, most: number): ErrorData | undefined {
  if (cause === undefined || cause.depth <= (hearsOfKeyway(flow) ? 2 * most : most)) return undefined
  return toErrorData(limitError('chain', most, `The last of them is ${cause.execution}.`))
}

/** Reads what was kept with a job. */
export function readCause(kept: Json): Cause | undefined {
  if (!isJsonObject(kept)) return undefined
  const { execution, depth } = kept
  return typeof execution === 'string' && typeof depth === 'number' ? { execution, depth } : undefined
}
