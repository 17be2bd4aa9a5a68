import { notFoundError, OktaError, validationError } from '../errors/okta-error.ts'
import { newId } from './ids.ts'
import type { Cause, EventParty } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'
import type { User } from './user.ts'
import { toUserParty } from './user.ts'

export type GroupType = 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN'
export type GroupProfile = { readonly name: string; readonly description: string | null }

export type Group = {
  readonly sequence: number
  readonly id: string
  readonly type: GroupType
  readonly created: string
  readonly lastUpdated: string
  readonly lastMembershipUpdated: string
  readonly profile: GroupProfile
  /** Changed in place, unlike all else: groups may have a hundred thousand members. */
  readonly memberIds: Set<string>
}

/** What a new group needs; `id` and `type` are for seeding. */
export type NewGroup = { profile: Record<string, unknown>; id?: string; type?: GroupType }

/** Makes a group without a System Log event, for orgs that are seeded. */
export function insertGroup(org: OrgState, input: NewGroup): Group {
  const profile = parseGroupProfile(input.profile)
  refuseTakenName(org, profile.name)
  const now = org.clock().toISOString()
  const group: Group = {
    sequence: org.nextSequence(),
    id: input.id ?? newId(org, '00g'),
    type: input.type ?? 'OKTA_GROUP',
    created: now,
    lastUpdated: now,
    lastMembershipUpdated: now,
    profile,
    memberIds: new Set(),
  }
  org.groups.set(group.id, group)
  return group
}

/** @throws OktaError E0000001 when the name is missing or in use */
export function createGroup(org: OrgState, cause: Cause, input: NewGroup): Group {
  const group = insertGroup(org, input)
  record(org, cause, { eventType: 'group.lifecycle.create', target: [toGroupParty(group)] })
  return group
}

/** @throws OktaError E0000007 */
export function getGroup(org: OrgState, groupId: string): Group {
  const group = org.groups.get(groupId)
  if (group === undefined) throw notFoundError('UserGroup', groupId)
  return group
}

export type GroupChange = { groupId: string; profile: Record<string, unknown> }

/** @throws OktaError E0000001 name missing or in use, E0000006 not an Okta group, E0000007 unknown */
export function replaceGroup(org: OrgState, cause: Cause, change: GroupChange): Group {
  const group = getOktaGroup(org, change.groupId)
  const profile = parseGroupProfile(change.profile)
  if (profile.name !== group.profile.name) refuseTakenName(org, profile.name)
  const changed: Group = { ...group, profile, lastUpdated: org.clock().toISOString() }
  org.groups.set(group.id, changed)
  record(org, cause, { eventType: 'group.profile.update', target: [toGroupParty(changed)] })
  return changed
}

/** @throws OktaError E0000006 for the built-in group, E0000007 unknown */
export function deleteGroup(org: OrgState, cause: Cause, groupId: string): void {
  const group = getOktaGroup(org, groupId)
  org.groups.delete(group.id)
  record(org, cause, { eventType: 'group.lifecycle.delete', target: [toGroupParty(group)] })
}

export type Membership = { groupId: string; userId: string }

/** Repeating it changes nothing and records nothing. Throws E0000006 or E0000007. */
export function addMember(org: OrgState, cause: Cause, membership: Membership): void {
  const { group, user } = findMembership(org, membership)
  if (group.memberIds.has(user.id)) return
  group.memberIds.add(user.id)
  touchMembers(org, group)
  record(org, cause, {
    eventType: 'group.user_membership.add',
    target: [toUserParty(user), toGroupParty(group)],
  })
}

/** Repeating it changes nothing and records nothing. Throws E0000006 or E0000007. */
export function removeMember(org: OrgState, cause: Cause, membership: Membership): void {
  const { group, user } = findMembership(org, membership)
  if (!group.memberIds.has(user.id)) return
  group.memberIds.delete(user.id)
  touchMembers(org, group)
  record(org, cause, {
    eventType: 'group.user_membership.remove',
    target: [toUserParty(user), toGroupParty(group)],
  })
}

/** Takes a deleted user out of every group; Okta writes no event for it. */
export function dropMember(org: OrgState, userId: string): void {
  for (const group of org.groups.values()) {
    if (!group.memberIds.has(userId)) continue
    group.memberIds.delete(userId)
    touchMembers(org, group)
  }
}

/** Members in the order in which the users were created. Everybody belongs to the built-in group. */
export function listMembers(org: OrgState, group: Group): User[] {
  if (group.type === 'BUILT_IN') return [...org.users.values()]
  const members = [...group.memberIds].flatMap((id) => org.users.get(id) ?? [])
  return members.toSorted((a, b) => a.sequence - b.sequence)
}

export function listGroupsOfUser(org: OrgState, user: User): Group[] {
  return [...org.groups.values()].filter((group) => isMember(group, user))
}

export function toGroupParty(group: Group): EventParty {
  // Okta gives groups no alternate id, hence the word.
  const { id, profile } = group
  return { id, type: 'UserGroup', alternateId: 'unknown', displayName: profile.name, detailEntry: null }
}

export function isMember(group: Group, user: User): boolean {
  return group.type === 'BUILT_IN' || group.memberIds.has(user.id)
}

function touchMembers(org: OrgState, group: Group): void {
  org.groups.set(group.id, { ...group, lastMembershipUpdated: org.clock().toISOString() })
}

function findMembership(org: OrgState, { groupId, userId }: Membership): { group: Group; user: User } {
  const group = getOktaGroup(org, groupId)
  const user = org.users.get(userId)
  if (user === undefined) throw notFoundError('User', userId)
  return { group, user }
}

function getOktaGroup(org: OrgState, groupId: string): Group {
  const group = getGroup(org, groupId)
  if (group.type !== 'OKTA_GROUP') throw new OktaError('E0000006')
  return group
}

function parseGroupProfile(input: Record<string, unknown>): GroupProfile {
  const { name, description = null } = input
  if (typeof name !== 'string' || name === '' || name.length > 255) {
    throw validationError('name', ['name: The field must have between 1 and 255 characters'])
  }
  if (description !== null && (typeof description !== 'string' || description.length > 1024)) {
    throw validationError('description', [
      'description: The field must be a string of at most 1024 characters',
    ])
  }
  return { name, description }
}

function refuseTakenName(org: OrgState, name: string): void {
  for (const { profile } of org.groups.values()) {
    if (profile.name !== name) continue
    throw validationError('name', [
      'name: An object with this field already exists in the current organization',
    ])
  }
}
