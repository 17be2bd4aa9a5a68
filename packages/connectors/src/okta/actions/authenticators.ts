import type { Action } from '@keyway/sdk'
import { activateAuthenticator } from './authenticators/activate-authenticator.ts'
import { activateAuthenticatorMethod } from './authenticators/activate-authenticator-method.ts'
import { deactivateAuthenticator } from './authenticators/deactivate-authenticator.ts'
import { deactivateAuthenticatorMethod } from './authenticators/deactivate-authenticator-method.ts'
import { listAuthenticatorMethods } from './authenticators/list-authenticator-methods.ts'
import { listAuthenticators } from './authenticators/list-authenticators.ts'
import { readAuthenticator } from './authenticators/read-authenticator.ts'

export const authenticatorActions: readonly Action[] = [
  listAuthenticatorMethods,
  listAuthenticators,
  readAuthenticator,
  activateAuthenticator,
  activateAuthenticatorMethod,
  deactivateAuthenticator,
  deactivateAuthenticatorMethod,
]
