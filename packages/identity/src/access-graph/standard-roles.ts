/** What Okta's own admin roles allow. Facts section 5.5; several cells are not certain, so the words stay general. */
export interface StandardRole {
  type: string
  title: string
  allows: string
  /** What targets may narrow it to; null where it always reaches the whole org. */
  narrowedBy: 'groups' | 'apps' | null
  /** 0 may make itself everything, 1 may take over others, 2 is any other administrator. Facts section 4.2. */
  tier: 0 | 1 | 2
}

export const standardRoles: readonly StandardRole[] = [
  {
    type: 'SUPER_ADMIN',
    title: 'Super administrator',
    allows: 'everything, administrators included',
    narrowedBy: null,
    tier: 0,
  },
  {
    type: 'ORG_ADMIN',
    title: 'Organisation administrator',
    allows: 'nearly everything but administrators',
    narrowedBy: null,
    tier: 1,
  },
  {
    type: 'API_ACCESS_MANAGEMENT_ADMIN',
    title: 'API access management administrator',
    allows: 'authorization servers and OAuth clients',
    narrowedBy: null,
    tier: 1,
  },
  {
    type: 'APP_ADMIN',
    title: 'Application administrator',
    allows: 'apps and who has them',
    narrowedBy: 'apps',
    tier: 1,
  },
  {
    type: 'USER_ADMIN',
    title: 'Group administrator',
    allows: 'users and groups',
    narrowedBy: 'groups',
    tier: 1,
  },
  {
    type: 'GROUP_MEMBERSHIP_ADMIN',
    title: 'Group membership administrator',
    allows: 'who is in groups',
    narrowedBy: 'groups',
    tier: 1,
  },
  {
    type: 'HELP_DESK_ADMIN',
    title: 'Help desk administrator',
    allows: 'resetting passwords and factors, unlocking',
    narrowedBy: 'groups',
    tier: 1,
  },
  {
    type: 'WORKFLOWS_ADMIN',
    title: 'Workflows administrator',
    allows: 'workflows',
    narrowedBy: null,
    tier: 1,
  },
  { type: 'READ_ONLY_ADMIN', title: 'Read-only administrator', allows: 'reading', narrowedBy: null, tier: 2 },
  { type: 'REPORT_ADMIN', title: 'Report administrator', allows: 'reports', narrowedBy: null, tier: 2 },
  {
    type: 'ACCESS_CERTIFICATIONS_ADMIN',
    title: 'Access certifications administrator',
    allows: 'access certifications',
    narrowedBy: null,
    tier: 2,
  },
  {
    type: 'ACCESS_REQUESTS_ADMIN',
    title: 'Access requests administrator',
    allows: 'access requests',
    narrowedBy: null,
    tier: 2,
  },
]

/** Permissions by which the holder of a custom role can become somebody else. Facts section 4.5, PRV-08. */
export const takeOverPermissions: ReadonlySet<string> = new Set([
  'okta.users.manage',
  'okta.users.credentials.manage',
  'okta.users.credentials.resetFactors',
  'okta.users.credentials.resetPassword',
  'okta.users.credentials.expirePassword',
  'okta.users.credentials.manageTemporaryAccessCode',
  'okta.users.apitokens.manage',
  'okta.groups.manage',
  'okta.groups.members.manage',
  'okta.apps.manage',
  'okta.apps.clientCredentials.read',
  'okta.identityProviders.manage',
  'okta.authzServers.manage',
  'okta.profilesources.import.run',
])

/** How much power a role is. A custom role with a permission to take over is tier 1. */
export function tierOf(type: string, permissions: readonly string[] = []): 0 | 1 | 2 {
  const standard = standardRoles.find((role) => role.type === type)
  if (standard !== undefined) return standard.tier
  return permissions.some((permission) => takeOverPermissions.has(permission)) ? 1 : 2
}
