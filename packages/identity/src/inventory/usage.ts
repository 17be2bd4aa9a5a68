import type { LoggedEvent } from './log-event.ts'

/** One use of something by somebody, as an event tells it. */
export interface Use {
  /** A user, an OAuth client or an API token. */
  actorId: string
  /** An app; `okta` is a session, `admin` the Admin Console. */
  objectId: string
  at: number
  /** `renewed` is done by a machine and proves no person. */
  how: 'used' | 'renewed' | 'failed'
}

const ofApps = ['user.authentication.sso', 'app.oauth2.authorize.code', 'app.oauth2.token.grant']
const renewals = [
  'app.oauth2.token.grant.refresh_token',
  'app.oauth2.as.token.grant.refresh_token',
  'app.oauth2.token.grant.access_token',
  'app.oauth2.as.token.grant.access_token',
]
const grants = [
  'app.oauth2.token.grant.id_token',
  'app.oauth2.as.token.grant.id_token',
  'app.oauth2.as.authorize.code',
  'app.oauth2.as.token.grant',
]
const ofOkta = [
  'user.session.start',
  'user.authentication.auth_via_radius',
  'user.authentication.auth_via_richclient',
  'user.authentication.auth_via_AD_agent',
  'user.authentication.auth_via_LDAP_agent',
  'user.authentication.auth_via_IDP',
  'user.authentication.auth_via_inbound_SAML',
  'user.authentication.auth_via_social',
]
const adminConsole = 'user.session.access_admin_app'

/** Types of events that tell use. */
export const usageEvents: readonly string[] = [...ofApps, ...renewals, ...grants, ...ofOkta, adminConsole]

const isAboutApps = new Set([...ofApps, ...renewals, ...grants])
const isRenewal = new Set(renewals)
const isAboutOkta = new Set(ofOkta)

/**
 * What an event says of use. Facts section 5.4: signing in to an app also fires on failure, a renewed token is weak, and
 * a call with an API token is use of that token by its owner.
 */
export function usesOf(event: LoggedEvent): Use[] {
  const { type, at, isSuccess, actor, targets, apiTokenId } = event
  const uses: Use[] = []
  const token =
    apiTokenId === null ? [] : [{ actorId: apiTokenId, objectId: 'okta', at, how: 'used' as const }]
  if (actor === undefined) return token
  const how = !isSuccess ? 'failed' : isRenewal.has(type) ? 'renewed' : 'used'
  if (isAboutApps.has(type)) {
    for (const { id } of targets.filter((target) => isApp(target.type)))
      uses.push({ actorId: actor.id, objectId: id, at, how })
    if (isClient(actor.type) && uses.length === 0)
      uses.push({ actorId: actor.id, objectId: 'okta', at, how: isSuccess ? 'used' : 'failed' })
  }
  if (isAboutOkta.has(type)) uses.push({ actorId: actor.id, objectId: 'okta', at, how })
  if (type === adminConsole) uses.push({ actorId: actor.id, objectId: 'admin', at, how })
  return [...uses, ...token]
}

function isApp(type: string): boolean {
  return type === 'AppInstance'
}

function isClient(type: string): boolean {
  return type === 'PublicClientApp' || type === 'AppInstance'
}
