import { isDeepStrictEqual } from 'node:util'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import type { HookDefinition } from './hook-definition.ts'
import { newId } from './ids.ts'
import type { Cause, EventParty } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'

const maxHooks = 25

/** A subscription of an outside address to System Log event types. */
export type EventHook = HookDefinition & {
  readonly id: string
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly verificationStatus: 'UNVERIFIED' | 'VERIFIED'
  readonly created: string
  readonly createdBy: string
  readonly lastUpdated: string
}

/** A new hook is active but unverified, so nothing is delivered yet. Throws E0000001 beyond 25 hooks. */
export function createEventHook(org: OrgState, cause: Cause, definition: HookDefinition): EventHook {
  if (org.eventHooks.size >= maxHooks) {
    throw validationError('eventHook', [`The org has ${maxHooks} event hooks, which is the maximum`])
  }
  const now = org.clock().toISOString()
  const hook: EventHook = {
    ...definition,
    id: newId(org, 'who'),
    status: 'ACTIVE',
    verificationStatus: 'UNVERIFIED',
    created: now,
    createdBy: cause.actor.id,
    lastUpdated: now,
  }
  return store(org, cause, { hook, eventType: 'event_hook.created' })
}

/** @throws OktaError E0000007 */
export function getEventHook(org: OrgState, hookId: string): EventHook {
  const hook = org.eventHooks.get(hookId)
  if (hook === undefined) throw notFoundError('EventHook', hookId)
  return hook
}

export type HookReplacement = { hookId: string; definition: HookDefinition }

/** A change of anything in the channel drops the verification. Throws E0000007. */
export function replaceEventHook(org: OrgState, cause: Cause, replacement: HookReplacement): EventHook {
  const hook = getEventHook(org, replacement.hookId)
  const { definition } = replacement
  const isSameChannel = isDeepStrictEqual(hook.channel, definition.channel)
  const verificationStatus = isSameChannel ? hook.verificationStatus : 'UNVERIFIED'
  const changed = { ...hook, ...definition, verificationStatus } satisfies EventHook
  return store(org, cause, { hook: changed, eventType: 'event_hook.updated' })
}

export function setHookStatus(
  org: OrgState,
  cause: Cause,
  change: Pick<EventHook, 'id' | 'status'>,
): EventHook {
  const hook = getEventHook(org, change.id)
  if (hook.status === change.status) return hook
  const eventType = change.status === 'ACTIVE' ? 'event_hook.activated' : 'event_hook.deactivated'
  return store(org, cause, { hook: { ...hook, status: change.status }, eventType })
}

/** Call it after a successful handshake with the channel that `hook` had when the handshake began. */
export function markVerified(org: OrgState, cause: Cause, hook: EventHook): EventHook {
  const current = getEventHook(org, hook.id)
  if (!isDeepStrictEqual(current.channel, hook.channel)) {
    throw validationError('eventHook', ['The channel was changed during the verification; verify again'])
  }
  return store(org, cause, {
    hook: { ...current, verificationStatus: 'VERIFIED' },
    eventType: 'event_hook.verified',
  })
}

/** @throws OktaError E0000001 while the hook is active, E0000007 unknown */
export function deleteEventHook(org: OrgState, cause: Cause, hookId: string): void {
  const hook = getEventHook(org, hookId)
  if (hook.status !== 'INACTIVE') {
    throw validationError('eventHook', ['An active event hook cannot be deleted; deactivate it first'])
  }
  org.eventHooks.delete(hookId)
  record(org, cause, { eventType: 'event_hook.deleted', target: [toHookParty(hook)] })
}

export function toHookParty({ id, name }: EventHook): EventParty {
  return { id, type: 'EventHook', alternateId: 'unknown', displayName: name, detailEntry: null }
}

function store(org: OrgState, cause: Cause, change: { hook: EventHook; eventType: string }): EventHook {
  const hook = { ...change.hook, lastUpdated: org.clock().toISOString() }
  org.eventHooks.set(hook.id, hook)
  record(org, cause, { eventType: change.eventType, target: [toHookParty(hook)] })
  return hook
}
