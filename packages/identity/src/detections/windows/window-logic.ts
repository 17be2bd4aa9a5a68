import type { JsonObject } from '@keyway/sdk'
import type { EventTest } from '../events/event-test.ts'
import type { LogEvent } from '../events/log-event.ts'

/** What a window remembers of one event: only what its rule asks for. */
export interface WindowEntry {
  /** `uuid` of the event, by which it counts once. */
  uuid: string
  /** When it happened, in milliseconds since 1970. */
  at: number
  data: JsonObject
}

/** What a rule says about a window: why it fires. Shown to people as evidence. */
export type Evidence = JsonObject

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
  /** Looks at what happened up to and including the newest entry. Undefined: it does not fire. */
  fires: (entries: readonly WindowEntry[]) => Evidence | undefined
  /** Looks at a window once nothing more can join it: for absence, and for counts that must stay low. */
  firesAtEnd?: (entries: readonly WindowEntry[]) => Evidence | undefined
}
