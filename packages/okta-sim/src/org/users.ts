import { notFoundError, OktaError, validationError } from '../errors/okta-error.ts'
import { evaluateLater } from './group-rules.ts'
import { addMember } from './groups.ts'
import { newId } from './ids.ts'
import type { Cause } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'
import type { User, UserProfile, UserStatus } from './user.ts'
import { toUserParty } from './user.ts'
import { parseUserProfile } from './user-profile.ts'

/** What a new user needs. Without a password an activated user waits in `PROVISIONED` for the activation mail. */
export type NewUser = {
  profile: Record<string, unknown>
  /** default true */
  activate?: boolean
  password?: boolean
  recoveryQuestion?: string | null
  groupIds?: readonly string[]
  nextLogin?: 'changePassword'
  typeId?: string
  realmId?: string
  /** for seeding */
  id?: string
}

/**
 * Creates a user, adds it to the groups and records what happened.
 * @throws OktaError E0000001 profile invalid or login taken, E0000007 unknown group, E0000124/E0000125 `nextLogin`
 */
export function createUser(org: OrgState, cause: Cause, input: NewUser): User {
  const groupIds = input.groupIds ?? []
  for (const groupId of groupIds) {
    if (org.groups.get(groupId)?.type !== 'OKTA_GROUP') throw notFoundError('UserGroup', groupId)
  }
  const user = insertUser(org, input)
  const target = [toUserParty(user)]
  record(org, cause, { eventType: 'user.lifecycle.create', target })
  if (user.activated !== null) record(org, cause, { eventType: 'user.lifecycle.activate', target })
  for (const groupId of groupIds) addMember(org, cause, { groupId, userId: user.id })
  evaluateLater(org, cause, { user })
  return user
}

/** Makes a user without groups and System Log events, for orgs that are seeded. Throws as createUser. */
export function insertUser(org: OrgState, input: NewUser): User {
  const activate = input.activate ?? true
  if (input.nextLogin && !activate) throw new OktaError('E0000125')
  if (input.nextLogin && !input.password) throw new OktaError('E0000124')
  const profile = parseUserProfile(input.profile)
  refuseTakenLogin(org, profile.login)
  const now = org.clock().toISOString()
  const hasPassword = input.password ?? false
  const user: User = {
    sequence: org.nextSequence(),
    id: input.id ?? newId(org, '00u'),
    status: firstStatus(activate, hasPassword, input.nextLogin),
    created: now,
    activated: activate ? now : null,
    statusChanged: activate ? now : null,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: hasPassword ? now : null,
    typeId: input.typeId ?? org.userTypeId,
    profile,
    hasPassword,
    recoveryQuestion: input.recoveryQuestion ?? null,
    ...(input.realmId === undefined ? {} : { realmId: input.realmId }),
  }
  putUser(org, user)
  return user
}

/** Stores a user, new or changed, so that it is found by id and login. */
export function putUser(org: OrgState, user: User): void {
  const before = org.users.get(user.id)
  if (before !== undefined) org.userIds.delete(before.profile.login.toLowerCase())
  org.users.set(user.id, user)
  org.userIds.set(user.profile.login.toLowerCase(), user.id)
}

function firstStatus(activate: boolean, hasPassword: boolean, nextLogin: NewUser['nextLogin']): UserStatus {
  if (!activate) return 'STAGED'
  if (!hasPassword) return 'PROVISIONED'
  return nextLogin ? 'PASSWORD_EXPIRED' : 'ACTIVE'
}

/** Finds by id, by login, or by the part of a login before the `@` when only one user has it. */
export function findUser(org: OrgState, idOrLogin: string): User | undefined {
  const byId = org.users.get(idOrLogin)
  if (byId !== undefined) return byId
  const wanted = idOrLogin.toLowerCase()
  const byLogin = org.users.get(org.userIds.get(wanted) ?? '')
  if (byLogin !== undefined || wanted.includes('@')) return byLogin
  const byShortName = [...org.users.values()].filter(
    ({ profile }) => profile.login.toLowerCase().split('@')[0] === wanted,
  )
  return byShortName.length === 1 ? byShortName[0] : undefined
}

/** As findUser; throws OktaError E0000007 when nobody is found. */
export function getUser(org: OrgState, idOrLogin: string): User {
  const user = findUser(org, idOrLogin)
  if (user === undefined) throw notFoundError('User', idOrLogin)
  return user
}

export type UserChange = {
  userId: string
  /** The complete new profile. */
  profile: Record<string, unknown>
  password?: boolean
  recoveryQuestion?: string | null
  typeId?: string
  realmId?: string
}

/**
 * Stores a changed user and records only what really changed.
 * @throws OktaError E0000001 profile invalid or login taken
 */
export function changeUser(org: OrgState, cause: Cause, change: UserChange): User {
  const user = getUser(org, change.userId)
  const profile = parseUserProfile(change.profile)
  if (profile.login.toLowerCase() !== user.profile.login.toLowerCase()) refuseTakenLogin(org, profile.login)
  const now = org.clock().toISOString()
  const changed: User = {
    ...user,
    profile,
    typeId: change.typeId ?? user.typeId,
    recoveryQuestion: change.recoveryQuestion ?? user.recoveryQuestion,
    hasPassword: user.hasPassword || change.password === true,
    passwordChanged: change.password ? now : user.passwordChanged,
    lastUpdated: now,
    ...(change.realmId === undefined ? {} : { realmId: change.realmId }),
  }
  putUser(org, changed)
  const names = changedAttributes(user.profile, profile)
  const target = toUserParty(changed)
  if (names.length > 0) {
    const changeDetails = { from: pick(user.profile, names), to: pick(profile, names) }
    evaluateLater(org, cause, { user: changed })
    record(org, cause, {
      eventType: 'user.account.update_profile',
      target: [{ ...target, changeDetails }],
      debugData: { changedAttributes: names.join(',') },
    })
  }
  if (change.password) record(org, cause, { eventType: 'user.account.update_password', target: [target] })
  return changed
}

function refuseTakenLogin(org: OrgState, login: string): void {
  if (!org.userIds.has(login.toLowerCase())) return
  throw validationError('login', [
    'login: An object with this field already exists in the current organization',
  ])
}

function changedAttributes(before: UserProfile, after: UserProfile): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter(
    (name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  )
}

function pick(profile: UserProfile, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, profile[name] ?? null]))
}
