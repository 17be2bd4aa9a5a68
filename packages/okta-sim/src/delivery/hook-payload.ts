import type { EventHook } from '../org/event-hooks.ts'
import { newUuid } from '../org/ids.ts'
import type { LogEvent } from '../org/log-event.ts'
import type { OrgState } from '../org/org-state.ts'

/** The envelope of one delivery. `eventId` names the delivery: a retry repeats it. */
export type HookPayload = {
  eventType: 'com.okta.event_hook'
  eventTypeVersion: '1.0'
  cloudEventsVersion: '0.1'
  source: string
  eventId: string
  eventTime: string
  contentType: 'application/json'
  data: { events: Record<string, unknown>[] }
}

export function toHookPayload(org: OrgState, hook: EventHook, events: readonly LogEvent[]): HookPayload {
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: `${org.baseUrl}/api/v1/eventHooks/${hook.id}`,
    eventId: newUuid(org),
    eventTime: org.clock().toISOString(),
    contentType: 'application/json',
    data: { events: events.map(toHookEvent) },
  }
}

/**
 * The small differences of hook payloads: `ipChain` sits under `client`, an absent zone is the *string* "null",
 * and there is an `insertionTimestamp`.
 */
function toHookEvent({ request, client, ...event }: LogEvent): Record<string, unknown> {
  return {
    ...event,
    client: { ...client, zone: client.zone ?? 'null', ipChain: request.ipChain },
    insertionTimestamp: null,
  }
}
