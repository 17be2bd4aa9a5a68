import type { Json } from '@keyway/sdk'

/**
 * Short messages among the processes that share a store. Nothing is kept: who does not listen at that moment misses it,
 * so what must not be lost stands in the store as well.
 */
export interface Signals {
  /** Tells all other processes, soon. False when the message is too long to be told. */
  send: (topic: Topic, message: Json) => boolean
  /** Hears what others tell. Listeners may not throw. */
  on: (topic: Topic, listener: (message: Json) => void) => void
  /** Tells all processes that executions are queued; the transactions of the hot path do so themselves. */
  tellReady: () => void
  /** Calls back when something may have been missed, and after each message that says that executions are queued. */
  onReady: (listener: () => void) => void
  close: () => Promise<void>
}

/**
 * `order`: what somebody wants of an execution that another process runs; `done`: whether it was done. `answer`: of an
 * endpoint flow. `live`: what browsers are shown. `wake-feed`: look into the System Log of an org. `flows`: they changed.
 */
export type Topic = 'order' | 'done' | 'answer' | 'live' | 'wake-feed' | 'wake-inventory' | 'flows'

/** For a store of one process. */
export const noSignals: Signals = {
  send: () => false,
  on: () => {},
  tellReady: () => {},
  onReady: () => {},
  close: () => Promise.resolve(),
}
