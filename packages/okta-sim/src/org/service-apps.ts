import type { App } from './apps.ts'
import { insertApp } from './apps.ts'
import { randomText } from './ids.ts'
import type { JsonObject } from './json-object.ts'
import type { OrgState } from './org-state.ts'
import { insertRole } from './roles.ts'
import { insertGrant } from './scope-grants.ts'

/** An app that calls the API for itself, without a user. */
export type NewServiceApp = {
  label: string
  /** Scopes that are granted to it, for example `okta.users.read`. */
  scopes: readonly string[]
  /** Public JSON Web Keys for `private_key_jwt`. Without any, the app is an API service integration with a secret. */
  keys?: readonly JsonObject[]
  /** Admin roles; without one, lists are empty and everything else is refused. */
  roles?: readonly string[]
  /** Whether its tokens must be bound to a key; default false. */
  dpop?: boolean
}

/** The client id of the new app, and its secret when it has no keys. */
export type ServiceAppCredentials = { app: App; clientId: string; clientSecret: string | null }

/** Installs a service app with its grants and roles, without System Log events. Throws E0000001 for a bad scope or role. */
export function insertServiceApp(org: OrgState, input: NewServiceApp): ServiceAppCredentials {
  const keys = input.keys ?? []
  const isIntegration = keys.length === 0
  const clientSecret = isIntegration ? randomText(org, 64) : null
  const app = insertApp(org, {
    name: 'oidc_client',
    label: input.label,
    signOnMode: 'OPENID_CONNECT',
    oauth: {
      authMethod: isIntegration ? 'client_secret_basic' : 'private_key_jwt',
      applicationType: 'service',
      grantTypes: ['client_credentials'],
      responseTypes: ['token'],
      redirectUris: [],
      keys,
      secret: clientSecret,
      pkce: false,
      dpop: input.dpop ?? false,
      isIntegration,
    },
  })
  for (const scopeId of input.scopes) insertGrant(org, app.id, { scopeId, createdBy: 'okta.system' })
  for (const type of input.roles ?? []) insertRole(org, { kind: 'CLIENT', id: app.id }, { type })
  return { app, clientId: app.id, clientSecret }
}
