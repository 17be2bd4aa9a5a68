import { systemCause, noClient } from './cause.ts'
import { describeEventType } from './event-types.ts'
import { newUuid, randomText } from './ids.ts'
import type { Cause, EventInput, EventParty, LogEvent } from './log-event.ts'
import type { OrgState } from './org-state.ts'

/**
 * An event with its place in the order of persistence, which is the order that polling follows. `publishedAt` is its
 * `published` as a number.
 */
export type LogEntry = { sequence: number; persistedAt: number; publishedAt: number; event: LogEvent }

export type SystemLog = {
  /** In order of persistence; the entry with sequence n is at index n - 1. */
  readonly entries: LogEntry[]
  /** Events that happened but are not persisted yet. */
  readonly delayed: DelayedEvent[]
  /** Called once for each event that should reach event hooks through the batching window. */
  readonly listeners: Set<(event: LogEvent) => void>
}

/** `dueMs` is undefined for an event that waits for the next one. */
export type DelayedEvent = { event: LogEvent; dueMs: number | undefined }

/** What a state change says about itself; the rest of the event comes from its cause. */
export type Fact = {
  eventType: string
  target: EventParty[]
  outcome?: LogEvent['outcome']
  debugData?: Record<string, unknown>
}

/** Appends the event of a state change to the System Log and offers it to the event hooks. */
export function record(org: OrgState, cause: Cause, fact: Fact): LogEvent {
  const event = buildEvent(org, cause, fact)
  append(org, event)
  notify(org, event)
  return event
}

/**
 * Completes an event that a test or demo wrote by hand and appends it, without offering it to the hooks. It is persisted
 * now unless it is one of the past.
 */
export function appendInput(org: OrgState, input: EventInput, persistedAt?: number): LogEvent {
  const { actor, client, outcome, target, ...rest } = input
  const cause = systemCause(org)
  const event: LogEvent = {
    ...buildEvent(org, cause, { eventType: input.eventType, target: [] }),
    ...rest,
    actor: { ...cause.actor, ...actor },
    client: { ...noClient, ...client },
    outcome: { result: 'SUCCESS', reason: null, ...outcome },
    target: target?.map((each) => toParty(org, each)) ?? null,
  }
  if (client?.ipAddress && rest.request === undefined) {
    event.request = {
      ipChain: [
        {
          ip: client.ipAddress,
          geographicalContext: event.client.geographicalContext,
          version: client.ipAddress.includes(':') ? 'V6' : 'V4',
          source: null,
        },
      ],
    }
  }
  if (persistedAt === undefined) append(org, event)
  else persist(org, event, persistedAt)
  return event
}

/** Offers an appended event to the event hooks. */
export function notify(org: OrgState, event: LogEvent): void {
  for (const listener of org.systemLog.listeners) listener(event)
}

function append(org: OrgState, event: LogEvent): void {
  const faults = org.faults.onEvent(event.eventType)
  const late = faults.find(({ kind }) => kind === 'late')
  const isReordered = faults.some(({ kind }) => kind === 'reorder')
  const { delayed } = org.systemLog
  if (late) delayed.push({ event, dueMs: org.clock().getTime() + (late.delayMs ?? 1000) })
  else if (isReordered) delayed.push({ event, dueMs: undefined })
  else {
    persist(org, event)
    for (const waiting of delayed.filter(({ dueMs }) => dueMs === undefined)) release(org, waiting)
  }
  if (faults.some(({ kind }) => kind === 'duplicate')) persist(org, event)
}

/** Persists the late events whose time has come. To be called before the log is read. */
export function settleLog(org: OrgState): void {
  const now = org.clock().getTime()
  for (const waiting of org.systemLog.delayed.filter(({ dueMs }) => dueMs !== undefined && dueMs <= now)) {
    release(org, waiting)
  }
}

function release(org: OrgState, waiting: DelayedEvent): void {
  const { delayed } = org.systemLog
  delayed.splice(delayed.indexOf(waiting), 1)
  persist(org, waiting.event)
}

function persist(org: OrgState, event: LogEvent, persistedAt = org.clock().getTime()): void {
  const { entries } = org.systemLog
  entries.push({
    sequence: entries.length + 1,
    persistedAt,
    publishedAt: Date.parse(event.published),
    event,
  })
}

function buildEvent(org: OrgState, cause: Cause, fact: Fact): LogEvent {
  return {
    uuid: newUuid(org),
    published: org.clock().toISOString(),
    eventType: fact.eventType,
    version: '0',
    ...describeEventType(fact.eventType),
    actor: cause.actor,
    client: cause.client,
    device: null,
    outcome: fact.outcome ?? { result: 'SUCCESS', reason: null },
    target: fact.target,
    transaction: cause.transaction,
    debugContext: { debugData: { ...cause.debugData, ...fact.debugData } },
    authenticationContext: {
      authenticationProvider: null,
      authenticationStep: 0,
      credentialProvider: null,
      credentialType: null,
      externalSessionId: cause.externalSessionId ?? 'unknown',
      rootSessionId: cause.externalSessionId,
      interface: null,
      issuer: null,
    },
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
    request: { ipChain: cause.ipChain },
  }
}

function toParty(org: OrgState, input: Partial<EventParty>): EventParty {
  const id = input.id ?? randomText(org, 20)
  return { id, type: 'User', alternateId: 'unknown', displayName: id, detailEntry: null, ...input }
}
