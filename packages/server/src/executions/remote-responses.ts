import type { Flow, Program, Response } from '@keyway/engine'
import { isJsonObject, toText, type Json } from '@keyway/sdk'
import type { ClaimedExecution } from '../db/hot-store.ts'
import type { Signals } from '../db/signals.ts'
import { createResponses, toResponse, type Responses } from './responses.ts'

/** Answers that reach their caller in whatever process it waits. */
export interface SharedResponses extends Responses {
  /** An execution goes on here that another process may have accepted: somebody there may wait for its answer. */
  onTaken: (
    claimed: Pick<ClaimedExecution, 'id' | 'mode' | 'createdAt'>,
    program: Pick<Program, 'flow'>,
  ) => void
}

/** Nobody waits longer than this. */
const longestWaitMs = 60_000
/** An answer can be faster than the commit that the caller's process waits for. */
const earlyMs = 5_000
const mostEarly = 1_000

/**
 * Where servers and workers are apart, a worker tells all processes the answer of an execution that one of them accepted.
 * One that is too long to be told, or was missed, is found in the journal a moment later (`look-for-answers.ts`).
 */
export function createSharedResponses(signals: Signals, now: () => number): SharedResponses {
  const local = createResponses()
  /** Executions whose answers others may wait for. */
  const expected = new Set<string>()
  const awaited = new Set<string>()
  const early = new Map<string, NodeJS.Timeout>()

  function publish(executionId: string, { status, headers, body }: Response): void {
    if (expected.delete(executionId)) {
      signals.send('answer', { executionId, response: { status, headers, body } })
    }
  }

  signals.on('answer', (message) => {
    if (!isJsonObject(message)) return
    const { executionId = null } = message
    const response = readResponse(message['response'] ?? null)
    if (typeof executionId !== 'string' || response === undefined) return
    if (!awaited.has(executionId)) {
      if (early.size >= mostEarly) return
      const forget = setTimeout(() => {
        early.delete(executionId)
        local.forget(executionId)
      }, earlyMs).unref()
      early.set(executionId, forget)
    }
    local.answer(executionId, response)
  })

  return {
    ...local,
    onTaken({ id, mode, createdAt }, { flow }) {
      if (now() - createdAt < longestWaitMs && mayBeAwaited(mode, flow)) expected.add(id)
    },
    wait(executionId, timeoutMs) {
      clearTimeout(early.get(executionId))
      early.delete(executionId)
      awaited.add(executionId)
      return local.wait(executionId, timeoutMs).finally(() => awaited.delete(executionId))
    },
    answer(executionId, response) {
      publish(executionId, response)
      local.answer(executionId, response)
    },
    finish(executionId, result) {
      if (expected.has(executionId)) publish(executionId, toResponse(result))
      local.finish(executionId, result)
    },
    forget(executionId) {
      expected.delete(executionId)
      local.forget(executionId)
    },
  }
}

/** Callers of endpoints and inline hooks wait, and senders of some sources. */
function mayBeAwaited(mode: ClaimedExecution['mode'], { trigger }: Flow): boolean {
  return mode === 'endpoint' || (mode === 'event' && 'source' in trigger)
}

function readResponse(value: Json): Response | undefined {
  if (!isJsonObject(value)) return undefined
  const { status = null, headers = null, body = null } = value
  if (typeof status !== 'number' || !isJsonObject(headers)) return undefined
  const texts = Object.entries(headers).map(([name, text]): [string, string] => [name, toText(text)])
  return { status, headers: Object.fromEntries(texts), body }
}
