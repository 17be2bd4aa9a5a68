import type { Catalog, Json } from '@keyway/sdk'
import type { Flow } from '@keyway/engine'
import { heardEvents, type HeardEvents } from './heard-events.ts'
import { compilePayloadCondition } from './payload-condition.ts'

/** Whether a trigger takes an event. */
export type TriggerMatch = (event: { source: string; type: string; payload: Json }) => boolean

/** The trigger of a flow as a question to events that are stored. Triggers that leave no event take none. */
export function compileTriggerMatch(flow: Flow, catalog: Catalog): TriggerMatch {
  const heard = heardEvents(catalog, flow.trigger) ?? ownEvents(flow)
  if (heard === undefined) return () => false
  const takes = compilePayloadCondition(heard.when)
  return ({ source, type, payload }) =>
    source === heard.source && (heard.types === 'every' || heard.types.includes(type)) && takes(payload)
}

/** Whether stored events can be what a trigger waits for: of the others none is kept, or none is theirs alone. */
export function takesStoredEvents(trigger: Flow['trigger']): boolean {
  return !('manual' in trigger || 'helper' in trigger || 'inlineHook' in trigger)
}

/** Calls of an endpoint, occurrences of a schedule and filled-in forms are stored under the name of their flow. */
function ownEvents({ name, trigger }: Flow): HeardEvents | undefined {
  const source = ownSourceOf(trigger)
  return source === undefined ? undefined : { source, types: [name], when: undefined }
}

function ownSourceOf(trigger: Flow['trigger']): string | undefined {
  if ('endpoint' in trigger) return 'endpoint'
  if ('schedule' in trigger) return 'schedule'
  return 'delegated' in trigger ? 'form' : undefined
}
