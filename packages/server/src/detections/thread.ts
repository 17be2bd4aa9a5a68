import { Worker } from 'node:worker_threads'
import type { Traces } from '@keyway/identity'
import type { StoredEvent } from '../db/sqlite/event-reader.ts'
import { openCalls, type Calls } from '../threads/calls.ts'
import type { Known } from './familiar/familiar.ts'
import type { Matter } from './matters.ts'
import type { RuleSource } from './rule-set.ts'

/** What is asked of the thread, and what it answers. Payloads are JSON text, as they are stored. */
export interface ThreadOperations {
  /** Begins with these rules and no past. `only` names those whose findings are wanted. */
  load: (rules: { source: RuleSource; only?: readonly string[] }) => void
  /** Judges these events. */
  observe: (given: { events: readonly GivenEvent[]; known: Known }) => Matter[]
  /** Reads stored events by itself and keeps them until they are judged; only on embedded storage. */
  read: (range: EventRange) => Portion
  /** Judges the events that it read last. */
  judge: (known: Known) => Matter[]
  /** Whatever arrived before this moment was given. */
  pass: (moment: number) => Matter[]
}

/** An event that is handed over, as it is stored. */
export type GivenEvent = Pick<StoredEvent, 'id' | 'receivedAt' | 'payload'>

/** Events behind a place, up to another one, and no more than so many. */
export interface EventRange {
  after: number
  to: number
  limit: number
}

/** What was read. */
export interface Portion {
  count: number
  last?: { seq: number; receivedAt: number }
  /** What those events show of how somebody comes. */
  left: ReadonlyMap<string, Traces>
}

export interface ThreadSettings {
  /** The database file, where the thread reads events by itself. */
  file?: string
}

/** An engine of detections in a thread of its own, so that rules never keep the process from answering. */
export type DetectionThread = Calls<ThreadOperations>

export function startDetectionThread(name: string, settings: ThreadSettings = {}): DetectionThread {
  const worker = new Worker(new URL('./thread-main.ts', import.meta.url), {
    name,
    workerData: settings,
    // Events pass through; what windows keep of them lies elsewhere.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  })
  // Whoever waits for an answer keeps the process alive; an idle thread does not.
  worker.unref()
  return openCalls<ThreadOperations>(worker, {
    toError: (message) => new Error(message),
    ended: 'The thread of the detections is over.',
    isCutOff: true,
  })
}
