import { systemCause } from '../org/cause.ts'
import type { EventHook } from '../org/event-hooks.ts'
import { toHookParty } from '../org/event-hooks.ts'
import type { LogEvent } from '../org/log-event.ts'
import type { OrgState } from '../org/org-state.ts'
import { record } from '../org/system-log.ts'
import type { CallLimits, HookAnswer } from './call-hook.ts'
import { callHook } from './call-hook.ts'
import { toHookPayload } from './hook-payload.ts'

const maxAttempts = 2

/** One try to deliver events to one hook. Both tries of a delivery have the same `eventId`. */
export type DeliveryAttempt = {
  hookId: string
  eventId: string
  /** 1, or 2 for the retry */
  attempt: number
  /** uuids of the events in the payload */
  events: readonly string[]
  /** HTTP status, null when no complete answer came */
  status: number | null
  durationMs: number
  error: string | null
}

export type Delivery = { hook: EventHook; events: readonly LogEvent[] }
export type Reporter = (attempt: DeliveryAttempt) => void

/**
 * Delivers by Okta's rules: 3 seconds, one retry after 5xx, time-out or a broken connection, none after 4xx or a
 * redirect, then the events are dropped and only `event_hook.delivery` in the System Log tells of it.
 */
export async function deliver(
  { org, limits, report }: { org: OrgState; limits: CallLimits; report: Reporter },
  { hook, events }: Delivery,
): Promise<void> {
  const payload = toHookPayload(org, hook, events)
  const body = JSON.stringify(payload)
  const headers = { 'Content-Type': 'application/json' }
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const answer = await callHook(limits, { hook, method: 'POST', headers, body })
    if (limits.closed.aborted) return
    const error = findFault(answer)
    report({
      hookId: hook.id,
      eventId: payload.eventId,
      attempt,
      events: events.map(({ uuid }) => uuid),
      status: answer.status,
      durationMs: answer.durationMs,
      error,
    })
    if (error === null) return
    if (attempt < maxAttempts && isRetried(answer)) continue
    recordFailure(org, { hook, events }, { reason: error, eventId: payload.eventId, attempt })
    return
  }
}

function findFault({ status, error }: HookAnswer): string | null {
  if (status === null) return error ?? 'no answer'
  return status >= 200 && status < 300 ? null : `The receiver answered ${status}`
}

function isRetried({ status }: HookAnswer): boolean {
  return status === null || status >= 500
}

type Failure = { reason: string; eventId: string; attempt: number }

function recordFailure(org: OrgState, { hook, events }: Delivery, failure: Failure): void {
  record(org, systemCause(org), {
    eventType: 'event_hook.delivery',
    target: [toHookParty(hook)],
    outcome: { result: 'FAILURE', reason: failure.reason.slice(0, 255) },
    debugData: { eventId: failure.eventId, attempts: failure.attempt, eventCount: events.length },
  })
}
