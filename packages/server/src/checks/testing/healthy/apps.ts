import { addObject, daysAgo, type OrgBodies } from '../org-bodies.ts'
import { callByClient } from './activity.ts'
import { addApp, addAppGroup, addAppUser, addRole, domain } from './add-objects.ts'
import type { Reader } from './healthy-org.ts'

/** Okta's own apps, one of each common kind, and Keyway. */
export function addApps(org: OrgBodies, { publicKey, scopes }: Reader): void {
  addApp(org, { id: 'a-console', name: 'saasure', label: 'Okta Admin Console', policy: 'p-console' })
  addApp(org, { id: 'a-dashboard', name: 'okta_enduser', label: 'Okta Dashboard', policy: 'p-dashboard' })
  addApp(org, {
    id: 'a-wiki',
    name: 'wiki',
    label: 'Wiki',
    policy: 'p-apps',
    signOnMode: 'SAML_2_0',
    features: ['PUSH_NEW_USERS', 'PUSH_USER_DEACTIVATION'],
  })
  const key = { kid: 'key-1', kty: 'RSA', created: daysAgo(org, 60), expiresAt: daysAgo(org, -700) }
  addObject(org, { kind: 'app_key', body: key, parent: { id: 'a-wiki' } })
  addAppGroup(org, { app: 'a-wiki', group: 'g-wiki', priority: 0 })
  for (const user of ['u-user1', 'u-user2', 'u-user3'])
    addAppUser(org, { app: 'a-wiki', user, scope: 'GROUP' })

  addApp(org, {
    id: 'a-portal',
    name: 'oidc_client',
    label: 'Portal',
    policy: 'p-apps',
    client: {
      application_type: 'web',
      grant_types: ['authorization_code'],
      redirect_uris: [`https://portal.${domain}/callback`],
    },
    credentials: { oauthClient: { token_endpoint_auth_method: 'client_secret_basic', pkce_required: true } },
  })
  const secret = { id: 'secret-1', status: 'ACTIVE', created: daysAgo(org, 60) }
  addObject(org, { kind: 'client_secret', body: secret, parent: { id: 'a-portal' } })
  addAppUser(org, { app: 'a-portal', user: 'u-user4', scope: 'USER' })

  addApp(org, {
    id: 'a-service',
    name: 'oidc_client',
    label: 'Keyway',
    client: {
      application_type: 'service',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      dpop_bound_access_tokens: true,
      jwks: { keys: [publicKey] },
    },
    credentials: { oauthClient: { token_endpoint_auth_method: 'private_key_jwt' } },
  })
  for (const scopeId of scopes) {
    const grant = { id: `grant-${scopeId}`, scopeId, status: 'ACTIVE', created: daysAgo(org, 50) }
    addObject(org, { kind: 'app_grant', body: grant, parent: { id: 'a-service' } })
  }
  addRole(org, { principal: 'a-service', type: 'READ_ONLY_ADMIN', holder: 'client' })
  callByClient(org, { client: 'a-service', daysAgo: 1 })
}
