import { isJsonObject, z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { requiredText } from '../input.ts'

/** Most event types of one hook. Source: Okta event hooks. */
const mostTypes = 300

/** Okta takes public https addresses; a simulated org calls receivers on its own machine. */
export const hookAddress = requiredText().regex(
  /^(https:\/\/[^\s/]|http:\/\/(127\.0\.0\.1|localhost)[:/])/,
  'Okta sends events to an https address.',
)

export const eventTypes = z
  .array(requiredText())
  .min(1, 'A hook needs an event type.')
  .max(mostTypes, `A hook takes ${mostTypes} event types at most; make two.`)

/** The events of a hook with other types; conditions on types that go are left out, which Okta would refuse. */
export function eventsOf(found: Json | undefined, items: readonly string[]): JsonObject {
  const events = { type: 'EVENT_TYPE', items: [...items] }
  const filter = isJsonObject(found) ? found['filter'] : null
  if (!isJsonObject(filter) || !Array.isArray(filter['eventFilterMap'])) return events
  const kept = filter['eventFilterMap'].filter(
    (entry) => isJsonObject(entry) && typeof entry['event'] === 'string' && items.includes(entry['event']),
  )
  return kept.length === 0 ? events : { ...events, filter: { ...filter, eventFilterMap: kept } }
}
