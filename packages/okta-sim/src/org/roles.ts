import { newId } from './ids.ts'
import type { OrgState } from './org-state.ts'
import type { User } from './user.ts'

const labels = {
  SUPER_ADMIN: 'Super Administrator',
  GROUP_MEMBERSHIP_ADMIN: 'Group Membership Administrator',
  HELP_DESK_ADMIN: 'Help Desk Administrator',
  READ_ONLY_ADMIN: 'Read Only Administrator',
} as const

export type RoleType = keyof typeof labels

export type RoleAssignment = {
  readonly id: string
  readonly type: RoleType
  readonly label: string
  readonly created: string
}

/** Gives a standard admin role to a user, for orgs that are seeded. */
export function insertRole(org: OrgState, user: User, type: RoleType): RoleAssignment {
  const role: RoleAssignment = {
    id: newId('ra1'),
    type,
    label: labels[type],
    created: org.clock().toISOString(),
  }
  org.roles.set(user.id, [...listRoles(org, user), role])
  return role
}

export function listRoles(org: OrgState, user: User): readonly RoleAssignment[] {
  return org.roles.get(user.id) ?? []
}
