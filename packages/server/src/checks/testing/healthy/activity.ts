import type { OrgBodies } from '../org-bodies.ts'

/** A sign-in as the System Log tells it. */
export interface SignIn {
  user: string
  daysAgo: number
  result?: 'SUCCESS' | 'FAILURE'
  ip?: string
  browser?: string
  /** Okta's mark of the device. */
  device?: string
  /** Without one, nobody proved a second factor in it. */
  isProven?: boolean
}

export function signIn(org: OrgBodies, about: SignIn): void {
  const { user, daysAgo, result = 'SUCCESS', ip = '198.51.100.7', browser = 'UNKNOWN' } = about
  const session = { externalSessionId: `s-${org.log.length}` }
  const actor = { id: user, type: 'User', displayName: user }
  org.log.push({
    daysAgo,
    event: {
      eventType: 'user.session.start',
      actor,
      target: [{ id: 'a-dashboard', type: 'AppInstance' }],
      outcome: { result },
      client: { ipAddress: ip, userAgent: { rawUserAgent: browser, os: 'Unknown', browser } },
      debugContext: { debugData: { dtHash: about.device ?? `device-of-${user}` } },
      authenticationContext: session,
    },
  })
  if (about.isProven === false || result === 'FAILURE') return
  const proof = { eventType: 'user.authentication.auth_via_mfa', actor, authenticationContext: session }
  org.log.push({ daysAgo, event: proof })
}

export function openApp(org: OrgBodies, { user, app, daysAgo }: UseOf & { user: string; app: string }): void {
  const target = [{ id: app, type: 'AppInstance' }]
  const actor = { id: user, type: 'User' }
  org.log.push({ daysAgo, event: { eventType: 'user.authentication.sso', actor, target } })
}

export function openAdminConsole(org: OrgBodies, { user, daysAgo }: UseOf & { user: string }): void {
  org.log.push({
    daysAgo,
    event: { eventType: 'user.session.access_admin_app', actor: { id: user, type: 'User' } },
  })
}

/** An OAuth client gets a token for Okta's own API. */
export function callByClient(org: OrgBodies, { client, daysAgo }: UseOf & { client: string }): void {
  const actor = { id: client, type: 'PublicClientApp' }
  org.log.push({ daysAgo, event: { eventType: 'app.oauth2.token.grant.access_token', actor } })
}

/** Somebody's program changes a profile by an API token. */
export function callByToken(
  org: OrgBodies,
  { token, user, daysAgo }: UseOf & { token: string; user: string },
): void {
  const transaction = {
    id: `t-${org.log.length}`,
    type: 'WEB' as const,
    detail: { requestApiTokenId: token },
  }
  const actor = { id: user, type: 'User' }
  org.log.push({ daysAgo, event: { eventType: 'user.account.update_profile', actor, transaction } })
}

interface UseOf {
  daysAgo: number
}
