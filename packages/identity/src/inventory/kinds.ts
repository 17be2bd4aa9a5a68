import type { InventoryKind } from './kind.ts'
import { apiServices, appGrants, appGroups, appKeys, apps, appUsers, clientSecrets } from './kinds/apps.ts'
import {
  authorizationServers,
  authServerPolicies,
  authServerRules,
  oauthScopes,
} from './kinds/authorization-servers.ts'
import { authenticatorMethods, authenticators, devices, deviceUsers, factors } from './kinds/factors.ts'
import { groupMembers, groupOwners, groupRules, groups, userSchema } from './kinds/groups.ts'
import { hooksAndStreams, orgLists, roleSubscriptions, settings } from './kinds/org.ts'
import {
  apiTokens,
  behaviors,
  deviceAssurances,
  identityProviderKeys,
  identityProviders,
  policies,
  policyRules,
  zones,
} from './kinds/policies.ts'
import {
  admins,
  bindingMembers,
  bindings,
  clientRoles,
  customRoles,
  groupRoleApps,
  groupRoleGroups,
  groupRoles,
  resourceSets,
  rolePermissions,
  setResources,
  userRoleApps,
  userRoleGroups,
  userRoles,
} from './kinds/roles.ts'
import { users } from './kinds/users.ts'

/**
 * All kinds, in the order of a walk: parents before what is listed below them, what many questions need before what
 * takes long.
 */
export const inventoryKinds: readonly InventoryKind[] = [
  ...settings,
  users,
  groups,
  groupRules,
  userSchema,
  apps,
  policies,
  policyRules,
  zones,
  identityProviders,
  identityProviderKeys,
  authenticators,
  authenticatorMethods,
  behaviors,
  deviceAssurances,
  apiTokens,
  ...hooksAndStreams,
  ...orgLists,
  ...roleSubscriptions,
  apiServices,
  authorizationServers,
  oauthScopes,
  authServerPolicies,
  authServerRules,
  admins,
  userRoles,
  userRoleGroups,
  userRoleApps,
  customRoles,
  rolePermissions,
  resourceSets,
  setResources,
  bindings,
  bindingMembers,
  clientRoles,
  appGroups,
  appGrants,
  clientSecrets,
  appKeys,
  groupRoles,
  groupRoleGroups,
  groupRoleApps,
  groupMembers,
  appUsers,
  groupOwners,
  devices,
  deviceUsers,
  factors,
]

const byId = new Map(inventoryKinds.map((kind) => [kind.id, kind]))

/** @throws {Error} for an id that no kind has. */
export function getKind(id: string): InventoryKind {
  const kind = byId.get(id)
  if (kind === undefined) throw new Error(`The inventory has no kind "${id}".`)
  return kind
}
