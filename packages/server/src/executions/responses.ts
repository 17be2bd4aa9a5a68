import type { Json } from '@keyway/sdk'
import type { Response, Result } from '@keyway/engine'

/** Callers of API endpoints that wait for an answer in this process. */
export interface Responses {
  /** Executions that somebody waits for here. */
  awaited: () => string[]
  /** Waits for an execution's answer. `undefined` when none came within the time. */
  wait: (executionId: string, timeoutMs: number) => Promise<Response | undefined>
  /** A respond step ran. The first answer counts. */
  answer: (executionId: string, response: Response) => void
  /** The execution ended; if nobody answered yet, its result is the answer. */
  finish: (executionId: string, result: Result) => void
  /** What the journal says that it answered, for whoever still waits: it ran elsewhere, or ended without running. */
  deliver: (executionId: string, response: Response) => void
  /** The execution leaves this process without having ended: nobody will ask here for its answer. */
  forget: (executionId: string) => void
}

export function createResponses(): Responses {
  const waiting = new Map<string, (response: Response | undefined) => void>()
  /** Answers that came before anybody waited: a flow may answer in the same moment in which it is started. */
  const early = new Map<string, Response>()

  return {
    awaited: () => [...waiting.keys()],
    answer(executionId, response) {
      const settle = waiting.get(executionId)
      if (settle !== undefined) settle(response)
      else if (!early.has(executionId)) early.set(executionId, response)
    },
    wait(executionId, timeoutMs) {
      const answered = early.get(executionId)
      early.delete(executionId)
      if (answered !== undefined) return Promise.resolve(answered)
      return new Promise((resolve) => {
        const settle = (response: Response | undefined): void => {
          clearTimeout(timer)
          waiting.delete(executionId)
          resolve(response)
        }
        const timer = setTimeout(() => settle(undefined), timeoutMs)
        waiting.set(executionId, settle)
      })
    },
    finish(executionId, result) {
      // The end comes after a commit, so whoever wants to wait does by now.
      early.delete(executionId)
      waiting.get(executionId)?.(toResponse(result))
    },
    deliver: (executionId, response) => waiting.get(executionId)?.(response),
    forget: (executionId) => void early.delete(executionId),
  }
}

/** Return gives 200 and its fields; an error gives its status (500 without one) and message. */
export function toResponse(result: Result): Response {
  if (result.status === 'succeeded') return json(200, result.output ?? {})
  if (result.status === 'cancelled') return json(500, { message: 'The execution was cancelled.' })
  const { statusCode, message, details } = result.error
  const isErrorStatus = statusCode !== undefined && statusCode >= 400 && statusCode <= 599
  return json(isErrorStatus ? statusCode : 500, { message, ...details })
}

function json(status: number, body: Json): Response {
  return { status, headers: { 'content-type': 'application/json' }, body }
}
