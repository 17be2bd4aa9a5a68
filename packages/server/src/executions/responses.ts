import type { Json } from '@keyway/sdk'
import type { Response, Result } from '@keyway/engine'

/** Callers of API endpoints that wait for an answer in this process. */
export interface Responses {
  /** Waits for an execution's answer. `undefined` when none came within the time. */
  wait: (executionId: string, timeoutMs: number) => Promise<Response | undefined>
  /** A respond step ran. The first answer counts. */
  answer: (executionId: string, response: Response) => void
  /** The execution ended; if nobody answered yet, its result is the answer. */
  finish: (executionId: string, result: Result) => void
}

export function createResponses(): Responses {
  const waiting = new Map<string, (response: Response | undefined) => void>()

  function answer(executionId: string, response: Response): void {
    waiting.get(executionId)?.(response)
  }

  return {
    answer,
    wait: (executionId, timeoutMs) =>
      new Promise((resolve) => {
        const settle = (response: Response | undefined): void => {
          clearTimeout(timer)
          waiting.delete(executionId)
          resolve(response)
        }
        const timer = setTimeout(() => settle(undefined), timeoutMs)
        waiting.set(executionId, settle)
      }),
    finish(executionId, result) {
      if (waiting.has(executionId)) answer(executionId, toResponse(result))
    },
  }
}

/** Return gives 200 and its fields; an error gives its status (500 without one) and message. */
function toResponse(result: Result): Response {
  if (result.status === 'succeeded') return json(200, result.output ?? {})
  if (result.status === 'cancelled') return json(500, { message: 'The execution was cancelled.' })
  const { statusCode, message, details } = result.error
  const isErrorStatus = statusCode !== undefined && statusCode >= 400 && statusCode <= 599
  return json(isErrorStatus ? statusCode : 500, { message, ...details })
}

function json(status: number, body: Json): Response {
  return { status, headers: { 'content-type': 'application/json' }, body }
}
