import { OktaError, validationError } from '../errors/okta-error.ts'
import { removeAppUsers } from './app-users.ts'
import { dropMember } from './groups.ts'
import type { Cause } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { dropUserSessions } from './sessions.ts'
import { record } from './system-log.ts'
import type { User, UserStatus } from './user.ts'
import { toUserParty } from './user.ts'

/** An operation whose whole effect is a new status and an event. */
export type StatusChange = {
  from: readonly UserStatus[]
  to: UserStatus
  eventType: string
  refusal(): OktaError
}

const wrongStatus = () => new OktaError('E0000038')

export const suspend: StatusChange = {
  from: ['ACTIVE'],
  to: 'SUSPENDED',
  eventType: 'user.lifecycle.suspend',
  refusal: () => validationError('suspendUser', ['Cannot suspend a user that is not active']),
}

export const unsuspend: StatusChange = {
  from: ['SUSPENDED'],
  to: 'ACTIVE',
  eventType: 'user.lifecycle.unsuspend',
  refusal: () => validationError('unsuspendUser', ['Cannot unsuspend a user that is not suspended']),
}

export const unlock: StatusChange = {
  from: ['LOCKED_OUT'],
  to: 'ACTIVE',
  eventType: 'user.account.unlock_by_admin',
  refusal: () => new OktaError('E0000032'),
}

export const lock: StatusChange = {
  from: ['ACTIVE'],
  to: 'LOCKED_OUT',
  eventType: 'user.account.lock',
  refusal: wrongStatus,
}

export const reactivate: StatusChange = {
  from: ['PROVISIONED', 'RECOVERY'],
  to: 'PROVISIONED',
  eventType: 'user.lifecycle.reactivate',
  refusal: wrongStatus,
}

export const expirePassword: StatusChange = {
  from: ['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY'],
  to: 'PASSWORD_EXPIRED',
  eventType: 'user.account.expire_password',
  refusal: wrongStatus,
}

export const resetPassword: StatusChange = {
  from: ['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY', 'LOCKED_OUT'],
  to: 'RECOVERY',
  eventType: 'user.account.reset_password',
  refusal: wrongStatus,
}

/** What happens to whom, and why: the argument of every lifecycle operation. */
export type UserOperation = { user: User; cause: Cause }

/** Applies a status change, or throws its refusal when the user's status does not allow it. */
export function changeStatus(org: OrgState, { user, cause }: UserOperation, change: StatusChange): User {
  if (!change.from.includes(user.status)) throw change.refusal()
  const changed = withStatus(org, user, change.to)
  org.users.set(user.id, changed)
  record(org, cause, { eventType: change.eventType, target: [toUserParty(changed)] })
  return changed
}

/** From `STAGED` or `DEPROVISIONED`; a user with a password is `ACTIVE` at once, others wait for their mail. */
export function activateUser(org: OrgState, operation: UserOperation): User {
  const activated = changeStatus(org, operation, {
    from: ['STAGED', 'DEPROVISIONED'],
    to: operation.user.hasPassword ? 'ACTIVE' : 'PROVISIONED',
    eventType: 'user.lifecycle.activate',
    refusal: () => new OktaError('E0000016'),
  })
  const changed = { ...activated, activated: activated.statusChanged }
  org.users.set(changed.id, changed)
  return changed
}

/** Takes away sessions, app assignments and the password; group memberships stay. */
export function deactivateUser(org: OrgState, { user, cause }: UserOperation): User {
  if (user.status === 'DEPROVISIONED') throw wrongStatus()
  const changed: User = {
    ...withStatus(org, user, 'DEPROVISIONED'),
    hasPassword: false,
    passwordChanged: null,
  }
  org.users.set(user.id, changed)
  dropUserSessions(org, user.id)
  record(org, cause, { eventType: 'user.lifecycle.deactivate', target: [toUserParty(changed)] })
  removeAppUsers(org, cause, changed)
  return changed
}

/** Two steps, as in Okta: the first call on a live user only deactivates, the next one deletes for good. */
export function deleteUser(org: OrgState, { user, cause }: UserOperation): void {
  if (user.status !== 'DEPROVISIONED') {
    deactivateUser(org, { user, cause })
    return
  }
  const target = [toUserParty(user)]
  record(org, cause, { eventType: 'user.lifecycle.delete.initiated', target })
  org.users.delete(user.id)
  org.userIds.delete(user.profile.login.toLowerCase())
  org.roles.delete(user.id)
  org.factors.delete(user.id)
  dropMember(org, user.id)
  record(org, cause, { eventType: 'user.lifecycle.delete.completed', target })
}

/** Removes every enrolled factor of a user that still exists for sign-in. */
export function resetFactors(org: OrgState, { user, cause }: UserOperation): void {
  if (user.status === 'DEPROVISIONED') throw wrongStatus()
  org.factors.delete(user.id)
  record(org, cause, { eventType: 'user.mfa.factor.reset_all', target: [toUserParty(user)] })
}

function withStatus(org: OrgState, user: User, status: UserStatus): User {
  const now = org.clock().toISOString()
  return { ...user, status, statusChanged: now, lastUpdated: now }
}
