import type { Action } from '@keyway/sdk'
import { listClientGrantsOfUser } from './grants/list-client-grants-of-user.ts'
import { listClientTokensOfUser } from './grants/list-client-tokens-of-user.ts'
import { listUserClients } from './grants/list-user-clients.ts'
import { listUserGrants } from './grants/list-user-grants.ts'
import { revokeClientGrantsOfUser } from './grants/revoke-client-grants-of-user.ts'
import { revokeClientTokenOfUser } from './grants/revoke-client-token-of-user.ts'
import { revokeClientTokensOfUser } from './grants/revoke-client-tokens-of-user.ts'
import { revokeUserGrant } from './grants/revoke-user-grant.ts'
import { revokeUserGrants } from './grants/revoke-user-grants.ts'

export const grantActions: readonly Action[] = [
  listClientGrantsOfUser,
  listClientTokensOfUser,
  listUserClients,
  listUserGrants,
  revokeClientGrantsOfUser,
  revokeClientTokenOfUser,
  revokeClientTokensOfUser,
  revokeUserGrant,
  revokeUserGrants,
]
