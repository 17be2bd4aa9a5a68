import type { App } from '../org/apps.ts'
import type { JsonObject } from '../org/json-object.ts'
import { asJsonObject } from '../org/json-object.ts'
import type { OAuthClient } from '../org/oauth-client.ts'
import type { OrgState } from '../org/org-state.ts'

/** An app as the API shows it. The client secret is shown when the app is created and never again. */
export function toAppJson(org: OrgState, app: App, secret?: 'with secret'): JsonObject {
  const { sequence: _sequence, users: _users, groups: _groups, oauth, details, ...facts } = app
  const self = `${org.baseUrl}/api/v1/apps/${app.id}`
  const policyId = org.appPolicies.get(app.id)
  return {
    ...facts,
    orn: `orn:okta:idp:${org.id}:apps:${app.name}:${app.id}`,
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: false, web: false },
      appLinks: {},
    },
    features: [],
    profile: {},
    ...details,
    credentials: {
      userNameTemplate: { template: '${source.login}', type: 'BUILT_IN' },
      signing: {},
      ...asJsonObject(details['credentials']),
      ...(oauth === null ? {} : { oauthClient: toClientCredentials(app.id, oauth, secret) }),
    },
    settings: {
      app: {},
      notifications: { vpn: { network: { connection: 'DISABLED' }, message: null, helpUrl: null } },
      ...asJsonObject(details['settings']),
      ...(oauth === null ? {} : { oauthClient: toClientSettings(oauth) }),
    },
    _links: {
      self: { href: self },
      users: { href: `${self}/users` },
      groups: { href: `${self}/groups` },
      ...(policyId === undefined
        ? {}
        : { accessPolicy: { href: `${org.baseUrl}/api/v1/policies/${policyId}` } }),
      ...(app.status === 'ACTIVE'
        ? { deactivate: { href: `${self}/lifecycle/deactivate` } }
        : { activate: { href: `${self}/lifecycle/activate` } }),
    },
  }
}

function toClientCredentials(clientId: string, oauth: OAuthClient, secret?: 'with secret'): JsonObject {
  return {
    client_id: clientId,
    autoKeyRotation: true,
    pkce_required: oauth.pkce,
    token_endpoint_auth_method: oauth.authMethod,
    ...(secret !== undefined && oauth.secret !== null ? { client_secret: oauth.secret } : {}),
  }
}

function toClientSettings(oauth: OAuthClient): JsonObject {
  return {
    application_type: oauth.applicationType,
    grant_types: oauth.grantTypes,
    response_types: oauth.responseTypes,
    redirect_uris: oauth.redirectUris,
    dpop_bound_access_tokens: oauth.dpop,
    ...(oauth.keys.length > 0 ? { jwks: { keys: oauth.keys } } : {}),
  }
}
