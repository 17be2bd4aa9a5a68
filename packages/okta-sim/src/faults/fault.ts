/** A fault of the network or of Okta that some API calls meet. */
export type CallFault = {
  kind: 'rate-limit' | 'error' | 'slow' | 'drop'
  /** Calls whose path begins so; default all. */
  path?: string
  method?: string
  /** Of each call, 0 to 1; default 1. Drawn from the random seed of the simulator. */
  probability?: number
  /** How many calls pass before the fault begins; default 0. */
  after?: number
  /** How many calls it hits before it ends; default without end. */
  times?: number
  /** `error`: 500 unless told otherwise; 409 is a user still in transition, 423 a locked policy. */
  status?: 409 | 423 | 500 | 502 | 503 | 504
  /** `slow`: before the call is executed; `rate-limit`: until the window that it reports ends. Default 1000. */
  delayMs?: number
  /**
   * `error` and `drop`: the call is executed before its answer gets lost, so that the client cannot know the outcome;
   * default false.
   */
  executed?: boolean
}

/** A fault of the System Log. */
export type LogFault = {
  /**
   * `late`: persisted `delayMs` after it was published; `duplicate`: persisted twice; `reorder`: persisted after the
   * next event.
   */
  kind: 'late' | 'duplicate' | 'reorder'
  /** Event types that begin so; default all. */
  eventType?: string
  probability?: number
  after?: number
  times?: number
  /** `late`: default 1000. */
  delayMs?: number
}

export type Fault = CallFault | LogFault

export const isLogFault = (fault: Fault): fault is LogFault =>
  fault.kind === 'late' || fault.kind === 'duplicate' || fault.kind === 'reorder'
