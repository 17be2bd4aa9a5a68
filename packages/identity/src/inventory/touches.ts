import type { Touch } from './kind.ts'
import { inventoryKinds } from './kinds.ts'

/** A kind that an event touches, and which of it. */
export interface TouchedKind {
  kind: string
  touch: Touch
}

const rules = inventoryKinds.flatMap((kind) =>
  kind.touchedBy.flatMap(({ events, touch }) =>
    events.map((name) => ({ events: name, kind: kind.id, touch })),
  ),
)
const known = new Map<string, readonly TouchedKind[]>()

/** What an event of this type touches. */
export function touchesOf(eventType: string): readonly TouchedKind[] {
  const found = known.get(eventType)
  if (found !== undefined) return found
  const touched = rules
    .filter(({ events }) => (events.endsWith('.') ? eventType.startsWith(events) : eventType === events))
    .map(({ kind, touch }) => ({ kind, touch }))
  known.set(eventType, touched)
  return touched
}
