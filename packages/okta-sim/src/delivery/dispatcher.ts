import { isHookEligible } from '../org/event-types.ts'
import type { EventHook } from '../org/event-hooks.ts'
import type { LogEvent } from '../org/log-event.ts'
import type { OrgState } from '../org/org-state.ts'
import { systemCause } from '../org/cause.ts'
import { record } from '../org/system-log.ts'
import type { HookFilter } from '../el/hook-filter.ts'
import { parseHookFilter } from '../el/hook-filter.ts'
import type { CallLimits } from './call-hook.ts'
import { createDailyBudget } from './daily-budget.ts'
import type { DeliveryAttempt } from './deliver.ts'
import { deliver } from './deliver.ts'

/** The most events that Okta puts into one delivery. */
export const maxEventsPerDelivery = 100

export type DispatcherOptions = {
  /** How long events are collected before they share a delivery, in milliseconds. */
  batchWindowMs: number
  /** How many events may be delivered in 24 hours, in Okta 400,000. */
  dailyLimit: number
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

export function createDispatcher(org: OrgState, options: DispatcherOptions): Dispatcher {
  const { batchWindowMs, limits } = options
  const deliveries: DeliveryAttempt[] = []
  const windows = new Map<string, Window>()
  const running = new Set<Promise<void>>()
  const filters = new Map<string, HookFilter>()
  const budget = createDailyBudget(org.clock, options.dailyLimit, (spent) => {
    const target = [
      { id: org.id, type: 'Org', alternateId: 'unknown', displayName: org.baseUrl, detailEntry: null },
    ]
    record(org, systemCause(org), {
      eventType: 'system.org.rate_limit.warning',
      target,
      debugData: { threshold: `${spent} of ${options.dailyLimit} event hook deliveries in 24 hours` },
    })
  })
  const report = (attempt: DeliveryAttempt) => void deliveries.push(attempt)

  function isWanted(hook: EventHook, event: LogEvent): boolean {
    if (!receives(hook) || !hook.eventTypes.includes(event.eventType)) return false
    if (!isHookEligible(event.eventType)) return false
    const expression = hook.filters.get(event.eventType)
    if (expression === undefined) return true
    const filter = filters.get(expression) ?? parseHookFilter(expression)
    filters.set(expression, filter)
    return filter(event)
  }

  /** Notes on the event which hooks it is for, which the System Log tells, and whether the day still has room for it. */
  function findReceivers(event: LogEvent): EventHook[] {
    const found = [...org.eventHooks.values()].filter((hook) => isWanted(hook, event))
    if (found.length === 0) return []
    const { debugData } = event.debugContext
    debugData['targetEventHookIds'] = found.map(({ id }) => id).join(',')
    return budget.spend() ? found : []
  }

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
      for (const hook of findReceivers(event)) {
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
      const wanted = events.map((event) => ({ event, receivers: findReceivers(event) }))
      for (const hook of org.eventHooks.values()) {
        const own = wanted.filter(({ receivers }) => receivers.includes(hook)).map(({ event }) => event)
        if (own.length > 0) start(hook, own)
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

function receives(hook: EventHook): boolean {
  return hook.status === 'ACTIVE' && hook.verificationStatus === 'VERIFIED'
}
