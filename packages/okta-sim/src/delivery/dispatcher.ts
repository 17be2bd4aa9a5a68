import { isHookEligible } from '../org/event-types.ts'
import type { EventHook } from '../org/event-hooks.ts'
import type { LogEvent } from '../org/log-event.ts'
import type { OrgState } from '../org/org-state.ts'
import type { CallLimits } from './call-hook.ts'
import type { DeliveryAttempt } from './deliver.ts'
import { deliver } from './deliver.ts'

/** The most events that Okta puts into one delivery. */
export const maxEventsPerDelivery = 100

export type DispatcherOptions = {
  /** How long events are collected before they share a delivery, in milliseconds. */
  batchWindowMs: number
  limits: CallLimits
}

export type Dispatcher = {
  readonly deliveries: readonly DeliveryAttempt[]
  /** Puts an event into the batching window of each hook that wants it. */
  enqueue(event: LogEvent): void
  /** Delivers the events at once, to each hook in one delivery. At most 100. */
  deliverTogether(events: readonly LogEvent[]): void
  /** Ends open batching windows and waits until every delivery has succeeded or was given up. */
  flush(): Promise<void>
  close(): void
}

type Window = { events: LogEvent[]; timer: NodeJS.Timeout }

export function createDispatcher(org: OrgState, { batchWindowMs, limits }: DispatcherOptions): Dispatcher {
  const deliveries: DeliveryAttempt[] = []
  const windows = new Map<string, Window>()
  const running = new Set<Promise<void>>()
  const report = (attempt: DeliveryAttempt) => void deliveries.push(attempt)

  function start(hook: EventHook, events: readonly LogEvent[]): void {
    const delivery = deliver({ org, limits, report }, { hook, events })
    running.add(delivery)
    void delivery.finally(() => running.delete(delivery))
  }

  function endWindow(hookId: string): void {
    const window = windows.get(hookId)
    if (window === undefined) return
    clearTimeout(window.timer)
    windows.delete(hookId)
    // A hook that was switched off or changed in the meantime gets nothing more.
    const hook = org.eventHooks.get(hookId)
    if (hook && receives(hook)) start(hook, window.events)
  }

  return {
    deliveries,
    enqueue(event) {
      for (const hook of findReceivers(org, event)) {
        const window = windows.get(hook.id) ?? {
          events: [],
          timer: setTimeout(() => endWindow(hook.id), batchWindowMs),
        }
        windows.set(hook.id, window)
        window.events.push(event)
        if (window.events.length === maxEventsPerDelivery) endWindow(hook.id)
      }
    },
    deliverTogether(events) {
      for (const hook of org.eventHooks.values()) {
        const wanted = events.filter((event) => isWanted(hook, event))
        if (wanted.length > 0) start(hook, wanted)
      }
    },
    async flush() {
      while (windows.size > 0 || running.size > 0) {
        for (const hookId of windows.keys()) endWindow(hookId)
        await Promise.all(running)
      }
    },
    close() {
      for (const { timer } of windows.values()) clearTimeout(timer)
      windows.clear()
    },
  }
}

function findReceivers(org: OrgState, event: LogEvent): EventHook[] {
  return [...org.eventHooks.values()].filter((hook) => isWanted(hook, event))
}

function isWanted(hook: EventHook, event: LogEvent): boolean {
  return receives(hook) && hook.eventTypes.includes(event.eventType) && isHookEligible(event.eventType)
}

function receives(hook: EventHook): boolean {
  return hook.status === 'ACTIVE' && hook.verificationStatus === 'VERIFIED'
}
