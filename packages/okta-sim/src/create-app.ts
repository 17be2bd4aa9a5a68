import { Hono } from 'hono'
import { apiServicesApi } from './api/api-services.ts'
import { featureRelationsApi, realmOperationsApi } from './api/directory-extras.ts'
import { apiTokensApi } from './api/api-tokens.ts'
import { appFeaturesApi } from './api/app-features.ts'
import { appGrantsApi } from './api/app-grants.ts'
import { appGroupsApi } from './api/app-groups.ts'
import { appUsersApi } from './api/app-users.ts'
import { appsApi } from './api/apps.ts'
import { authenticatorEnrollmentsApi } from './api/authenticator-enrollments.ts'
import { authenticatorMethodsApi } from './api/authenticator-methods.ts'
import { deviceUsersApi } from './api/device-users.ts'
import { groupExtrasApi } from './api/group-extras.ts'
import { identityProviderUsersApi } from './api/identity-provider-users.ts'
import { appPoliciesApi, policiesApi } from './api/policies.ts'
import { appTokensApi, userConsentsApi } from './api/user-consents.ts'
import { userCredentialsApi } from './api/user-credentials.ts'
import { eventHooksApi } from './api/event-hooks.ts'
import { factorsApi } from './api/factors.ts'
import { groupMembersApi } from './api/group-members.ts'
import { groupRulesApi } from './api/group-rules.ts'
import { groupsApi } from './api/groups.ts'
import { iamApi } from './api/iam.ts'
import { identitySourcesApi } from './api/identity-sources.ts'
import { linkedObjectsApi, userLinksApi } from './api/linked-objects.ts'
import { logsApi } from './api/logs.ts'
import { oauthApi } from './api/oauth.ts'
import { orgContactsApi } from './api/org-contacts.ts'
import { resourceSetsApi } from './api/resource-sets.ts'
import { clientRolesApi, groupRolesApi, userRolesApi } from './api/role-assignments.ts'
import { schemasApi } from './api/schemas.ts'
import { sessionsApi } from './api/sessions.ts'
import { ssfStreamsApi } from './api/ssf-streams.ts'
import { userExtrasApi } from './api/user-extras.ts'
import { userLifecycleApi } from './api/user-lifecycle.ts'
import { userSessionsApi } from './api/user-sessions.ts'
import { usersApi } from './api/users.ts'
import type { CallLimits } from './delivery/call-hook.ts'
import { authenticate } from './http/authenticate.ts'
import { OktaError } from './errors/okta-error.ts'
import { injectFaults } from './http/inject-faults.ts'
import { limitCalls } from './http/limit-calls.ts'
import type { RateLimitOptions } from './http/rate-limit.ts'
import { createRateLimitMeter } from './http/rate-limit.ts'
import { renderError } from './http/render-error.ts'
import type { SimEnv } from './http/sim-env.ts'
import { randomText } from './org/ids.ts'
import type { OrgState } from './org/org-state.ts'
import { mountReadOnlyLists } from './resources/read-only-lists.ts'
import { mountResources } from './resources/mount-resources.ts'
import { mountSettings } from './resources/settings.ts'
import { settingsPages } from './resources/settings-pages.ts'

// What administrators call; tokens, keys and the like are for everybody.
const guarded = [
  '/api/v1/*',
  '/_simulator/*',
  '/oauth2/v1/clients/*',
  '/integrations/*',
  '/attack-protection/*',
]

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Limits of the hooks' calls out and of the API's calls in. */
export type AppLimits = CallLimits & { rates: RateLimitOptions; concurrency: number }

/** The HTTP face of the org. An API area is a Hono app of its own, mounted here. */
export function createApp(org: OrgState, limits: AppLimits): Hono<SimEnv> {
  const app = new Hono<SimEnv>()
  const measure = createRateLimitMeter(org.clock, limits.rates)
  app.use('*', async (c, next) => {
    c.set('requestId', randomText(org, 24))
    c.header('X-Okta-Request-Id', c.get('requestId'))
    // By the org's clock, since clients compute waits as reset minus Date.
    c.header('Date', org.clock().toUTCString())
    c.header('Cache-Control', 'no-cache, no-store')
    await next()
  })
  app.use('*', limitCalls(org, { measure, concurrency: limits.concurrency }))
  app.use('*', injectFaults(org, limits.closed))
  for (const path of guarded) app.use(path, authenticate(org))
  for (const area of [
    usersApi,
    factorsApi,
    userExtrasApi,
    userConsentsApi,
    userCredentialsApi,
    authenticatorEnrollmentsApi,
    userLinksApi,
    userLifecycleApi,
    userSessionsApi,
    userRolesApi,
  ])
    app.route('/api/v1/users', area(org))
  // Before the groups, whose ids would match `rules` as well.
  app.route('/api/v1/groups/rules', groupRulesApi(org))
  for (const area of [groupsApi, groupMembersApi, groupExtrasApi, groupRolesApi])
    app.route('/api/v1/groups', area(org))
  for (const area of [
    appsApi,
    appUsersApi,
    appGroupsApi,
    appFeaturesApi,
    appGrantsApi,
    appTokensApi,
    appPoliciesApi,
  ])
    app.route('/api/v1/apps', area(org))
  app.route('/oauth2/v1/clients', clientRolesApi(org))
  app.route('/oauth2/v1', oauthApi(org))
  app.route('/api/v1/sessions', sessionsApi(org))
  app.route('/api/v1/logs', logsApi(org))
  app.route('/api/v1/org/contacts', orgContactsApi(org))
  app.route('/api/v1/ssf/stream', ssfStreamsApi(org))
  app.route('/api/v1/eventHooks', eventHooksApi(org, limits))
  app.route('/api/v1/api-tokens', apiTokensApi(org))
  app.route('/api/v1/iam/resource-sets', resourceSetsApi(org))
  app.route('/api/v1/iam', iamApi(org))
  app.route('/api/v1/meta/schemas/user/linkedObjects', linkedObjectsApi(org))
  app.route('/api/v1/meta/schemas', schemasApi(org))
  app.route('/api/v1/identity-sources', identitySourcesApi(org))
  app.route('/api/v1/authenticators', authenticatorMethodsApi(org))
  app.route('/api/v1/policies', policiesApi(org))
  app.route('/api/v1/idps', identityProviderUsersApi(org))
  app.route('/api/v1/devices', deviceUsersApi(org))
  app.route('/integrations/api/v1/api-services', apiServicesApi(org))
  app.route('/api/v1/realm-assignments', realmOperationsApi(org))
  app.route('/api/v1/features', featureRelationsApi(org))
  mountSettings(app, org, settingsPages)
  mountReadOnlyLists(app, org)
  mountResources(app, org)
  app.onError((thrown, c) => renderError(org, c, thrown))
  app.notFound((c) =>
    renderError(org, c, new OktaError(hasOtherMethod(app, c.req.path) ? 'E0000022' : 'E0000008')),
  )
  return app
}

/** Whether the path is served for some method; middleware is registered for ALL and does not count. */
function hasOtherMethod(app: Hono<SimEnv>, path: string): boolean {
  return methods.some((method) => {
    return app.router.match(method, path)[0].some(([[, route]]) => route.method !== 'ALL')
  })
}
