import { notFoundError, OktaError, validationError } from '../errors/okta-error.ts'
import { isMember } from './groups.ts'
import { newId } from './ids.ts'
import type { Cause, EventParty } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'
import type { User } from './user.ts'

const labels = {
  SUPER_ADMIN: 'Super Administrator',
  ORG_ADMIN: 'Organization Administrator',
  APP_ADMIN: 'Application Administrator',
  USER_ADMIN: 'Group Administrator',
  HELP_DESK_ADMIN: 'Help Desk Administrator',
  GROUP_MEMBERSHIP_ADMIN: 'Group Membership Administrator',
  READ_ONLY_ADMIN: 'Read Only Administrator',
  REPORT_ADMIN: 'Report Administrator',
  API_ACCESS_MANAGEMENT_ADMIN: 'API Access Management Administrator',
  WORKFLOWS_ADMIN: 'Workflows Administrator',
  ACCESS_CERTIFICATIONS_ADMIN: 'Access Certifications Administrator',
  ACCESS_REQUESTS_ADMIN: 'Access Requests Administrator',
} as const

export type StandardRole = keyof typeof labels
export type RoleType = StandardRole | 'CUSTOM'

export type AppTarget = { readonly name: string; readonly appId?: string }

/** Whom a role is given to. */
export type RoleHolder = { kind: 'USER' | 'GROUP' | 'CLIENT'; party: EventParty }

export type RoleAssignment = {
  readonly id: string
  readonly type: RoleType
  readonly label: string
  readonly created: string
  readonly assignmentType: RoleHolder['kind']
  /** Of custom roles only. */
  readonly customRoleId?: string
  readonly resourceSetId?: string
  /** Groups to which the role is narrowed; none means it is not narrowed. */
  readonly groupTargets: readonly string[]
  /** Apps to which the role is narrowed: every instance of a catalogue app, or one. */
  readonly appTargets: readonly AppTarget[]
}

/** A role that the org defined itself. */
export type CustomRole = {
  readonly sequence: number
  readonly id: string
  readonly label: string
  readonly description: string
  readonly permissions: readonly string[]
  readonly created: string
  readonly lastUpdated: string
}

type Grant = { type: string; customRoleId?: string; resourceSetId?: string }

/** Gives an admin role without a System Log event, for orgs that are seeded. */
export function insertRole(
  org: OrgState,
  holder: { kind: RoleHolder['kind']; id: string },
  grant: Grant,
): RoleAssignment {
  const type = parseType(grant.type)
  const custom = type === 'CUSTOM' ? getCustomRole(org, grant.customRoleId ?? '') : undefined
  const existing = listRoles(org, holder)
  if (existing.some((role) => role.type === type && role.customRoleId === custom?.id)) {
    throw new OktaError('E0000090')
  }
  const role: RoleAssignment = {
    id: newId(org, 'ra1'),
    type,
    label: custom?.label ?? (type === 'CUSTOM' ? type : labels[type]),
    created: org.clock().toISOString(),
    assignmentType: holder.kind,
    groupTargets: [],
    appTargets: [],
    ...(custom === undefined ? {} : { customRoleId: custom.id }),
    ...(grant.resourceSetId === undefined ? {} : { resourceSetId: grant.resourceSetId }),
  }
  org.roles.set(holder.id, [...existing, role])
  return role
}

function parseType(type: string): RoleType {
  if (type === 'CUSTOM') return type
  if (isStandard(type)) return type
  throw validationError('type', [`type: '${type}' is not an admin role`])
}

const isStandard = (type: string): type is StandardRole => Object.hasOwn(labels, type)

export function listRoles(org: OrgState, holder: { id: string }): readonly RoleAssignment[] {
  return org.roles.get(holder.id) ?? []
}

/** The roles of a user, with those that come from groups. */
export function listRolesOfUser(org: OrgState, user: User): readonly RoleAssignment[] {
  const ofGroups = [...org.roles].flatMap(([id, roles]) => {
    const group = org.groups.get(id)
    return group !== undefined && isMember(group, user) ? roles : []
  })
  return [...listRoles(org, user), ...ofGroups]
}

/** @throws OktaError E0000007 */
export function getRole(org: OrgState, holderId: string, roleId: string): RoleAssignment {
  const role = listRoles(org, { id: holderId }).find(({ id }) => id === roleId)
  if (role === undefined) throw notFoundError('Role', roleId)
  return role
}

const grantEvents = {
  USER: ['user.account.privilege.grant', 'user.account.privilege.revoke'],
  GROUP: ['group.privilege.grant', 'group.privilege.revoke'],
  CLIENT: ['app.oauth2.client.privilege.grant', 'app.oauth2.client.privilege.revoke'],
} as const

/** @throws OktaError E0000001 unknown type, E0000007 unknown custom role, E0000090 has the role already */
export function assignRole(
  org: OrgState,
  cause: Cause,
  { holder, grant }: { holder: RoleHolder; grant: Grant },
): RoleAssignment {
  const role = insertRole(org, { kind: holder.kind, id: holder.party.id }, grant)
  record(org, cause, {
    eventType: grantEvents[holder.kind][0],
    target: [holder.party],
    debugData: { privilegeGranted: role.label },
  })
  return role
}

/** @throws OktaError E0000007 when the holder has no such assignment */
export function unassignRole(
  org: OrgState,
  cause: Cause,
  { holder, roleId }: { holder: RoleHolder; roleId: string },
): void {
  const role = getRole(org, holder.party.id, roleId)
  const rest = listRoles(org, holder.party).filter(({ id }) => id !== roleId)
  org.roles.set(holder.party.id, rest)
  record(org, cause, {
    eventType: grantEvents[holder.kind][1],
    target: [holder.party],
    debugData: { privilegeRevoked: role.label },
  })
}

/** Finds by id or label. Throws OktaError E0000007. */
export function getCustomRole(org: OrgState, idOrLabel: string): CustomRole {
  const roles = [...org.customRoles.values()]
  const role = roles.find(({ id, label }) => id === idOrLabel || label === idOrLabel)
  if (role === undefined) throw notFoundError('CustomRole', idOrLabel)
  return role
}

/** Stores what a role is narrowed to, and records the target that came or went. */
export function changeTargets(
  org: OrgState,
  cause: Cause,
  change: { holder: RoleHolder; role: RoleAssignment; party: EventParty; isGrant: boolean },
): void {
  const { holder, role } = change
  const roles = listRoles(org, holder.party).map((each) => (each.id === role.id ? role : each))
  org.roles.set(holder.party.id, roles)
  record(org, cause, {
    eventType: grantEvents[holder.kind][change.isGrant ? 0 : 1],
    target: [holder.party, change.party],
    debugData: { [change.isGrant ? 'privilegeGranted' : 'privilegeRevoked']: role.label },
  })
}
