import type { Action } from '@keyway/sdk'
import { listAuthorizationServerClaims } from './authorization-servers/list-authorization-server-claims.ts'
import { listAuthorizationServerPolicies } from './authorization-servers/list-authorization-server-policies.ts'
import { listAuthorizationServerScopes } from './authorization-servers/list-authorization-server-scopes.ts'
import { listAuthorizationServers } from './authorization-servers/list-authorization-servers.ts'
import { readAuthorizationServer } from './authorization-servers/read-authorization-server.ts'

export const authorizationServerActions: readonly Action[] = [
  listAuthorizationServerClaims,
  listAuthorizationServerPolicies,
  listAuthorizationServerScopes,
  listAuthorizationServers,
  readAuthorizationServer,
]
