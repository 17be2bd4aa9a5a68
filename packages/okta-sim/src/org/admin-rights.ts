import type { OrgState } from './org-state.ts'
import type { RoleAssignment, StandardRole } from './roles.ts'

type Rights = { read: readonly string[] | 'all'; manage: readonly string[] | 'all' }

const directory = [
  'okta.users',
  'okta.groups',
  'okta.userTypes',
  'okta.schemas',
  'okta.apps',
  'okta.sessions',
]

// What each standard role reaches, coarsely: by kind of resource and not by group or app targets.
const rightsOf: Readonly<Record<StandardRole, Rights>> = {
  SUPER_ADMIN: { read: 'all', manage: 'all' },
  ORG_ADMIN: { read: 'all', manage: [...directory, 'okta.policies', 'okta.networkZones', 'okta.devices'] },
  APP_ADMIN: {
    read: [...directory, 'okta.logs', 'okta.idps', 'okta.appGrants'],
    manage: ['okta.apps', 'okta.schemas'],
  },
  USER_ADMIN: { read: directory, manage: ['okta.users', 'okta.groups', 'okta.sessions'] },
  HELP_DESK_ADMIN: { read: ['okta.users', 'okta.groups'], manage: ['okta.users', 'okta.sessions'] },
  GROUP_MEMBERSHIP_ADMIN: { read: ['okta.users', 'okta.groups'], manage: ['okta.groups'] },
  READ_ONLY_ADMIN: { read: 'all', manage: [] },
  REPORT_ADMIN: { read: ['okta.logs', 'okta.users', 'okta.groups', 'okta.apps'], manage: [] },
  API_ACCESS_MANAGEMENT_ADMIN: {
    read: ['okta.authorizationServers', 'okta.apps', 'okta.appGrants'],
    manage: ['okta.authorizationServers', 'okta.apps', 'okta.appGrants'],
  },
  WORKFLOWS_ADMIN: { read: [], manage: [] },
  ACCESS_CERTIFICATIONS_ADMIN: { read: ['okta.users', 'okta.groups'], manage: [] },
  ACCESS_REQUESTS_ADMIN: { read: ['okta.users', 'okta.groups'], manage: [] },
}

export type Access = { stems: readonly string[]; kind: 'read' | 'manage' }

/** Whether some role of the list reaches every resource of the call. */
export function mayAccess(org: OrgState, roles: readonly RoleAssignment[], access: Access): boolean {
  return roles.some((role) => access.stems.every((stem) => reaches(org, role, { stem, kind: access.kind })))
}

function reaches(
  org: OrgState,
  role: RoleAssignment,
  { stem, kind }: { stem: string; kind: Access['kind'] },
) {
  if (role.type === 'CUSTOM') return hasPermission(org, role, { stem, kind })
  const { read, manage } = rightsOf[role.type]
  return [manage, ...(kind === 'read' ? [read] : [])].some((stems) => stems === 'all' || stems.includes(stem))
}

/** Permissions of custom roles are finer than scopes (`okta.users.lifecycle.suspend`): any of the kind will do. */
function hasPermission(org: OrgState, role: RoleAssignment, { stem, kind }: { stem: string; kind: string }) {
  const permissions = org.customRoles.get(role.customRoleId ?? '')?.permissions ?? []
  const ofKind = permissions.filter((permission) => kind === 'read' || !permission.endsWith('.read'))
  return ofKind.some((permission) => permission.toLowerCase().startsWith(`${stem.toLowerCase()}.`))
}
