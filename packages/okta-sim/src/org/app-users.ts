import { notFoundError, OktaError } from '../errors/okta-error.ts'
import type { App } from './apps.ts'
import { getApp, toAppParty } from './apps.ts'
import type { Cause, EventParty } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'
import type { User } from './user.ts'
import { toUserParty } from './user.ts'

/** The assignment of a user to an app. */
export type AppUser = {
  readonly sequence: number
  readonly userId: string
  readonly scope: 'USER' | 'GROUP'
  readonly userName: string
  readonly created: string
  readonly profile: Readonly<Record<string, unknown>>
  /** Of its account in the app; absent: nothing is provisioned. */
  readonly syncState?: string
}

export type Assignment = {
  appId: string
  userId: string
  userName?: string
  profile?: Record<string, unknown>
}

/** Makes an assignment without a System Log event, for orgs that are seeded. */
export function insertAppUser(org: OrgState, assignment: Assignment): AppUser {
  const app = getApp(org, assignment.appId)
  const user = org.users.get(assignment.userId)
  if (user === undefined) throw notFoundError('User', assignment.userId)
  if (app.users.has(user.id)) throw new OktaError('E0000062')
  if (user.status === 'DEPROVISIONED' || user.status === 'SUSPENDED') throw new OktaError('E0000117')
  const appUser: AppUser = {
    sequence: org.nextSequence(),
    userId: user.id,
    scope: 'USER',
    userName: assignment.userName ?? user.profile.login,
    created: org.clock().toISOString(),
    profile: assignment.profile ?? {},
  }
  setAppUsers(org, app, new Map([...app.users, [user.id, appUser]]))
  return appUser
}

/** @throws OktaError E0000007 unknown app or user, E0000062 already assigned, E0000117 user inactive */
export function assignAppUser(org: OrgState, cause: Cause, assignment: Assignment): AppUser {
  const appUser = insertAppUser(org, assignment)
  const app = getApp(org, assignment.appId)
  const user = org.users.get(appUser.userId)
  record(org, cause, {
    eventType: 'application.user_membership.add',
    target: [toAppUserParty(appUser), toAppParty(app), ...(user ? [toUserParty(user)] : [])],
  })
  return appUser
}

/** @throws OktaError E0000007 when the app is unknown or the user is not assigned to it */
export function getAppUser(org: OrgState, appId: string, userId: string): AppUser {
  const appUser = getApp(org, appId).users.get(userId)
  if (appUser === undefined) throw notFoundError('AppUser', userId)
  return appUser
}

/** @throws OktaError E0000007 when the app is unknown or the user is not assigned to it */
export function removeAppUser(org: OrgState, cause: Cause, { appId, userId }: Assignment): void {
  const appUser = getAppUser(org, appId, userId)
  const app = getApp(org, appId)
  setAppUsers(org, app, new Map([...app.users].filter(([id]) => id !== userId)))
  const user = org.users.get(userId)
  record(org, cause, {
    eventType: 'application.user_membership.remove',
    target: [toAppUserParty(appUser), toAppParty(app), ...(user ? [toUserParty(user)] : [])],
  })
}

export type AppUserChange = {
  appId: string
  userId: string
  profile: Record<string, unknown>
  userName: string | undefined
  scope: unknown
}

/** A scope of USER makes the assignment by a group one of the user alone. Throws E0000007. */
export function changeAppUser(org: OrgState, cause: Cause, change: AppUserChange): AppUser {
  const before = getAppUser(org, change.appId, change.userId)
  const app = getApp(org, change.appId)
  const changed: AppUser = {
    ...before,
    scope: change.scope === 'USER' ? 'USER' : before.scope,
    userName: change.userName ?? before.userName,
    profile: { ...before.profile, ...change.profile },
  }
  setAppUsers(org, app, new Map([...app.users, [before.userId, changed]]))
  const user = org.users.get(before.userId)
  record(org, cause, {
    eventType: 'application.user_membership.update',
    target: [toAppUserParty(changed), toAppParty(app), ...(user ? [toUserParty(user)] : [])],
  })
  return changed
}

/** Takes every app away from a user, as a deactivation does. */
export function removeAppUsers(org: OrgState, cause: Cause, user: User): void {
  for (const app of org.apps.values()) {
    if (app.users.has(user.id)) removeAppUser(org, cause, { appId: app.id, userId: user.id })
  }
}

function toAppUserParty({ userId, userName }: AppUser): EventParty {
  return { id: userId, type: 'AppUser', alternateId: userName, displayName: userName, detailEntry: null }
}

function setAppUsers(org: OrgState, app: App, users: ReadonlyMap<string, AppUser>): void {
  org.apps.set(app.id, { ...app, users })
}
