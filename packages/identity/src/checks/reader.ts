import type { JsonObject } from '@keyway/sdk'
import type { AppColumns, ObjectColumns } from '../inventory/tables.ts'
import type { Question } from './question.ts'

export interface StoredObject extends ObjectColumns {
  body: JsonObject
}

export interface StoredApp extends AppColumns {
  body: JsonObject
}

/** A System Log event that Keyway has kept. */
export interface StoredEvent {
  /** Okta's `uuid` of it, where it has one. */
  id: string
  type: string
  at: number
  /** Whom it is about. */
  subject: string | null
  payload: JsonObject
}

export interface OwnWork {
  /** Flows that are on. */
  flows: readonly { id: string; name: string; isScheduled: boolean; actions: readonly string[] }[]
  /** When the System Log was last read here; null for never. */
  logReadAt: number | null
}

export type AnswerRow = Readonly<Record<string, string | number | null>>

/** What checks know of an org. Nothing that was found to be gone is among it. */
export interface InventoryReader {
  /** All objects of a kind that shares `okta_objects`: settings and other short lists. */
  objects: (kind: string) => Promise<readonly StoredObject[]>
  apps: () => Promise<readonly StoredApp[]>
  /** Answers a question about many. */
  ask: (question: Question) => Promise<readonly AnswerRow[]>
  /** What Keyway itself does for the org. */
  own: () => Promise<OwnWork>
  /** Newest first, 10,000 at most. `user`: whom they are about, or who did it. */
  events: (which: {
    types: readonly string[]
    since: number
    user?: string
  }) => Promise<readonly StoredEvent[]>
}
