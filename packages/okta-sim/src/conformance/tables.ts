import { appParts, apps } from './apps.ts'
import type { CallTable } from './call-table.ts'
import { factorCalls } from './factors.ts'
import { groups } from './groups.ts'
import { relations, security, settings } from './org.ts'
import { authorizationServers, policies } from './policies.ts'
import { resources } from './resources.ts'
import { customRoles, roles } from './roles.ts'
import { consents, users } from './users.ts'

/** Every call that is held against Okta's description. */
export const callTables: readonly CallTable[] = [
  users,
  consents,
  groups,
  apps,
  appParts,
  roles,
  customRoles,
  factorCalls,
  policies,
  authorizationServers,
  relations,
  security,
  settings,
  ...resources,
]
