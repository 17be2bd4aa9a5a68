import type { Json, JsonObject } from './json.ts'

/** Whether trying again can help: `never` needs a person or another input, `later` is worth a retry. */
export type Retry = 'never' | 'later'

/**
 * Code of an error that leaves open whether a write happened: the request went out and its answer was lost. Such a step
 * is looked up or left in doubt, never repeated.
 */
export const outcomeUnknown = 'outcome_unknown'

export interface FlowErrorOptions {
  code?: string
  cause?: unknown
  retry?: Retry
  /** Milliseconds to wait before a retry makes sense, where the other side said so. */
  retryAfterMs?: number
  statusCode?: number
  /** Parsed answer of the other side, as far as there was one. */
  body?: Json
  /** Named values that travel with the error (the custom inputs of a Return Error step). */
  details?: JsonObject
  waitsFor?: WaitsFor
}

/** What a request waits for that did not go out: its turn. Such a wait is not a try. */
export type WaitsFor = {
  /** As people read it: `Okta /api/v1/users`. */
  what: string
  /** How many others come first. */
  ahead: number
}

/**
 * Base of every error a step can end with. `code` is stable and documented; `message` says what was found, what was
 * expected and what to do, and never contains a secret.
 */
export class FlowError extends Error {
  readonly code: string
  readonly retry: Retry
  readonly retryAfterMs: number | undefined
  readonly statusCode: number | undefined
  readonly body: Json | undefined
  readonly details: JsonObject | undefined
  readonly waitsFor: WaitsFor | undefined

  constructor(message: string, options: FlowErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = options.code ?? 'flow_error'
    this.retry = options.retry ?? 'never'
    this.retryAfterMs = options.retryAfterMs
    this.statusCode = options.statusCode
    this.body = options.body
    this.details = options.details
    this.waitsFor = options.waitsFor
  }
}

/** The flow, or a value that reached a step, is wrong. Trying again changes nothing. */
export class InputError extends FlowError {
  constructor(message: string, options: FlowErrorOptions = {}) {
    super(message, { code: 'input_invalid', ...options })
  }
}

/** The error of an input that its schema refuses: which input of what, and why. */
export function refusedInput(
  title: string,
  { issues }: { issues: readonly { path: readonly PropertyKey[]; message: string }[] },
): InputError {
  const [issue] = issues
  const reason = issue?.message ?? 'it is not valid'
  const end = /[.!?]$/.test(reason) ? '' : '.'
  return new InputError(`Input "${issue?.path.map(String).join('.') ?? ''}" of ${title}: ${reason}${end}`)
}

/** The account behind a connection must be repaired (missing, refused, expired, not bound). */
export class ConnectionError extends FlowError {
  constructor(message: string, options: FlowErrorOptions = {}) {
    super(message, { code: 'connection_failed', ...options })
  }
}

/** The other side answered, and the answer is a refusal. */
export class RemoteError extends FlowError {
  constructor(message: string, options: FlowErrorOptions = {}) {
    super(message, { code: 'remote_refused', ...options })
  }
}

/** Something passing: a time-out, a full queue, a 5xx. Worth another try later. */
export class TemporaryError extends FlowError {
  constructor(message: string, options: FlowErrorOptions = {}) {
    super(message, { code: 'temporary', retry: 'later', ...options })
  }
}

/** An error as data: what the journal keeps and what a catch lane reads as `<step>.error`. */
export interface ErrorData {
  code: string
  message: string
  retry: Retry
  statusCode?: number
  retryAfterMs?: number
  body?: Json
  details?: JsonObject
  waitsFor?: WaitsFor
}

/** Turns anything thrown into error data. A stranger's exception becomes `internal_error` and is not retried blindly. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof FlowError) {
    return {
      code: thrown.code,
      message: thrown.message,
      retry: thrown.retry,
      ...(thrown.statusCode === undefined ? {} : { statusCode: thrown.statusCode }),
      ...(thrown.retryAfterMs === undefined ? {} : { retryAfterMs: thrown.retryAfterMs }),
      ...(thrown.body === undefined ? {} : { body: thrown.body }),
      ...(thrown.details === undefined ? {} : { details: thrown.details }),
      ...(thrown.waitsFor === undefined ? {} : { waitsFor: thrown.waitsFor }),
    }
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return { code: 'internal_error', message, retry: 'never' }
}
