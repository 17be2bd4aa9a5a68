import type { Action } from '@keyway/sdk'
import { activateIdentityProvider } from './identity-providers/activate-identity-provider.ts'
import { deactivateIdentityProvider } from './identity-providers/deactivate-identity-provider.ts'
import { linkUserToIdentityProvider } from './identity-providers/link-user-to-identity-provider.ts'
import { listIdentityProviderUsers } from './identity-providers/list-identity-provider-users.ts'
import { listIdentityProviders } from './identity-providers/list-identity-providers.ts'
import { readIdentityProvider } from './identity-providers/read-identity-provider.ts'
import { unlinkUserFromIdentityProvider } from './identity-providers/unlink-user-from-identity-provider.ts'

export const identityProviderActions: readonly Action[] = [
  listIdentityProviderUsers,
  listIdentityProviders,
  readIdentityProvider,
  activateIdentityProvider,
  deactivateIdentityProvider,
  linkUserToIdentityProvider,
  unlinkUserFromIdentityProvider,
]
