import { defineConnector } from '@keyway/sdk'
import { applicationActions } from './actions/applications.ts'
import { customActions } from './actions/custom.ts'
import { factorActions } from './actions/factors.ts'
import { grantActions } from './actions/grants.ts'
import { groupActions } from './actions/groups.ts'
import { identitySourceActions } from './actions/identity-sources.ts'
import { linkedObjectActions } from './actions/linked-objects.ts'
import { roleActions } from './actions/roles.ts'
import { sessionActions } from './actions/sessions.ts'
import { groupRuleActions } from './actions/group-rules.ts'
import { policyActions } from './actions/policies.ts'
import { authenticatorActions } from './actions/authenticators.ts'
import { apiTokenActions } from './actions/api-tokens.ts'
import { authorizationServerActions } from './actions/authorization-servers.ts'
import { deviceActions } from './actions/devices.ts'
import { identityProviderActions } from './actions/identity-providers.ts'
import { logStreamActions } from './actions/log-streams.ts'
import { hookActions } from './actions/hooks.ts'
import { orgSecurityActions } from './actions/org-security.ts'
import { adminRoleActions } from './actions/admin-roles.ts'
import { profileActions } from './actions/profiles.ts'
import { realmActions } from './actions/realms.ts'
import { orgActions } from './actions/org.ts'
import { rateLimitActions } from './actions/rate-limits.ts'
import { ssfActions } from './actions/ssf.ts'
import { networkZoneActions } from './actions/network-zones.ts'
import { systemLogActions } from './actions/system-log.ts'
import { userActions } from './actions/users.ts'
import { describeError } from './client.ts'
import { connection, toBaseUrl } from './connection.ts'
import { eventTypes } from './events/types.ts'
import { events } from './events/events.ts'
import { operations } from './operations.ts'
import { rateBucket } from './rate-bucket.ts'
import { scopes } from './scopes.ts'
import { authorize } from './sign-in.ts'
import { testConnection } from './test-connection.ts'

export const okta = defineConnector({
  id: 'okta',
  title: 'Okta',
  description: 'An Okta org: users, groups, sessions, the System Log, and every endpoint of its API.',
  connection,
  http: (values) => ({
    baseUrl: toBaseUrl(values),
    headers: {
      ...(values.signIn === 'api_token' ? { Authorization: `SSWS ${values.token ?? ''}` } : {}),
      Accept: 'application/json',
      'User-Agent': 'keyway/0.1 (okta connector)',
    },
    ...(values.reservePercent === undefined ? {} : { reservePercent: values.reservePercent }),
  }),
  authorize,
  keyPair: { current: 'privateKey', next: 'nextPrivateKey' },
  rateBucket,
  describeError,
  test: testConnection,
  scopes,
  actions: [
    ...userActions,
    ...linkedObjectActions,
    ...factorActions,
    ...sessionActions,
    ...grantActions,
    ...groupActions,
    ...applicationActions,
    ...roleActions,
    ...identitySourceActions,
    ...networkZoneActions,
    ...ssfActions,
    ...rateLimitActions,
    ...orgActions,
    ...realmActions,
    ...profileActions,
    ...adminRoleActions,
    ...orgSecurityActions,
    ...hookActions,
    ...logStreamActions,
    ...identityProviderActions,
    ...deviceActions,
    ...authorizationServerActions,
    ...apiTokenActions,
    ...authenticatorActions,
    ...policyActions,
    ...groupRuleActions,
    ...systemLogActions,
    ...customActions,
  ],
  operations,
  eventScopes: ['okta.logs.read'],
  events,
  eventTypes,
  // What happens to an account and what it may reach: the last word must not be overtaken by the one before.
  isOrdered: (type) =>
    /^(user\.lifecycle|user\.account|group\.user_membership|application\.user_membership)\./.test(type),
})
