import { leavesTraces, tracesOf, type Traces } from '@keyway/identity'
import type { Json } from '@keyway/sdk'

/** What stored events show of how somebody comes, by their ids; most show nothing. */
export function readTraces(
  events: readonly { id: string; type: string; payload: string }[],
): Map<string, Traces> {
  const read = new Map<string, Traces>()
  for (const { id, type, payload } of events) {
    if (!leavesTraces(type, payload)) continue
    // Stored as Okta gave it.
    const event: Json = JSON.parse(payload)
    const left = tracesOf(event)
    if (left !== undefined) read.set(id, left)
  }
  return read
}
