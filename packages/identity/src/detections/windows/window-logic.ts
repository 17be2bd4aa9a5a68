import type { JsonObject } from '@keyway/sdk'
import type { EventTest } from '../events/event-test.ts'
import type { LogEvent } from '../events/log-event.ts'
import type { Severity } from '../severity.ts'

/** What a window remembers of one event: only what its rule asks for. */
export interface WindowEntry {
  /** `uuid` of the event, by which it counts once. */
  uuid: string
  /** When it happened, in milliseconds since 1970. */
  at: number
  /** When it arrived: later where it came late. */
  arrivedAt: number
  data: JsonObject
  /** How many events it stands for: more than one where the rule merges. */
  count: number
}

/** What a rule says about a window: why it fires. Shown to people as evidence. */
export type Evidence = JsonObject & {
  /** Where it is more or less serious than the rule says in general. */
  severity?: Severity
}

/**
 * A rule over several events. Those that are selected gather by key; whenever one joins, the rule looks at all of its key
 * within the time, in the order in which they happened, late ones in their place.
 */
export interface WindowLogic {
  selects: EventTest
  /** What belongs together; undefined or an empty list leaves the event out. An event may count for several keys. */
  keysOf: (event: LogEvent) => readonly string[]
  dataOf: (event: LogEvent) => JsonObject
  /** How far back a window reaches, in milliseconds. */
  withinMs: number
  /**
   * Events of the same data this close together, in milliseconds, are remembered as one, so that a window of a busy user
   * stays small. Such events have to be given once each.
   */
  mergeMs?: number
  /** Looks at what happened up to and including the newest entry. Undefined: it does not fire. */
  fires: (entries: readonly WindowEntry[]) => Evidence | undefined
  /**
   * Looks at a window once nothing more can join it: for absence, and for counts that must stay low. Such a window begins
   * with an event and holds all that follow within the time.
   */
  firesAtEnd?: (entries: readonly WindowEntry[]) => Evidence | undefined
  /** Which events can begin a window that is judged at its end; every one where this is left out. */
  begins?: (data: JsonObject) => boolean
}
