import { notFoundError } from '../errors/okta-error.ts'
import { getApp, toAppParty } from './apps.ts'
import { newId } from './ids.ts'
import type { Cause } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'
import { toUserParty } from './user.ts'
import { getUser } from './users.ts'

const tokenLifeMs = 90 * 24 * 60 * 60 * 1000

/** A refresh token that an app holds for a user. */
export type RefreshToken = {
  readonly id: string
  readonly appId: string
  readonly userId: string
  readonly scopes: readonly string[]
  readonly created: string
  readonly expiresAt: string
}

/** The consent of a user that an app may use a scope. */
export type UserGrant = {
  readonly id: string
  readonly appId: string
  readonly userId: string
  readonly scopeId: string
  readonly created: string
}

/** Both of an org, by id. */
export type UserConsents = { tokens: Map<string, RefreshToken>; grants: Map<string, UserGrant> }

export type Authorization = { appId: string; userId: string; scopes: readonly string[] }

/** What a sign-in of a person to an OAuth client leaves: a consent for each scope, and a refresh token. */
export function authorizeApp(org: OrgState, cause: Cause, authorization: Authorization): RefreshToken {
  const app = getApp(org, authorization.appId)
  const user = getUser(org, authorization.userId)
  const { tokens, grants } = org.consents
  const created = org.clock().toISOString()
  const owned = { appId: app.id, userId: user.id, created }
  for (const scopeId of authorization.scopes) {
    const isKnown = [...grants.values()].some(
      (grant) => grant.appId === app.id && grant.userId === user.id && grant.scopeId === scopeId,
    )
    if (isKnown) continue
    const id = newId(org, 'oag')
    grants.set(id, { ...owned, id, scopeId })
  }
  const expiresAt = new Date(org.clock().getTime() + tokenLifeMs).toISOString()
  const token: RefreshToken = { ...owned, id: newId(org, 'oar'), scopes: authorization.scopes, expiresAt }
  tokens.set(token.id, token)
  const target = [toUserParty(user), toAppParty(app)]
  record(org, cause, { eventType: 'app.oauth2.as.token.grant.refresh_token', target })
  return token
}

/** Which app and user a call is about; what is left out means all. */
export type Owner = { appId?: string; userId?: string }

const isOf = (owner: Owner) => (item: { appId: string; userId: string }) =>
  (owner.appId ?? item.appId) === item.appId && (owner.userId ?? item.userId) === item.userId

export const listTokens = (org: OrgState, owner: Owner): RefreshToken[] =>
  [...org.consents.tokens.values()].filter(isOf(owner))

export const listUserGrants = (org: OrgState, owner: Owner): UserGrant[] =>
  [...org.consents.grants.values()].filter(isOf(owner))

/** @throws OktaError E0000007 */
export function getToken(org: OrgState, owner: Owner, id: string): RefreshToken {
  const token = listTokens(org, owner).find((each) => each.id === id)
  if (token === undefined) throw notFoundError('OAuth2RefreshToken', id)
  return token
}

/** @throws OktaError E0000007 */
export function getUserGrant(org: OrgState, owner: Owner, id: string): UserGrant {
  const grant = listUserGrants(org, owner).find((each) => each.id === id)
  if (grant === undefined) throw notFoundError('OAuth2ScopeConsentGrant', id)
  return grant
}

/** Ends refresh tokens; access tokens that were given live on until they expire. */
export function revokeTokens(org: OrgState, cause: Cause, tokens: readonly RefreshToken[]): void {
  for (const { id, appId, userId } of tokens) {
    if (!org.consents.tokens.delete(id)) continue
    recordRevocation(org, cause, { eventType: 'app.oauth2.as.token.revoke', appId, userId })
  }
}

/** Ends consents, and with them the refresh tokens that stand on their scopes. */
export function revokeUserGrants(org: OrgState, cause: Cause, grants: readonly UserGrant[]): void {
  for (const { id, appId, userId, scopeId } of grants) {
    if (!org.consents.grants.delete(id)) continue
    recordRevocation(org, cause, { eventType: 'app.oauth2.as.consent.revoke.user', appId, userId })
    const standing = listTokens(org, { appId, userId }).filter(({ scopes }) => scopes.includes(scopeId))
    revokeTokens(org, cause, standing)
  }
}

type Revocation = { eventType: string; appId: string; userId: string }

function recordRevocation(org: OrgState, cause: Cause, { eventType, appId, userId }: Revocation): void {
  const [user, app] = [org.users.get(userId), org.apps.get(appId)]
  const target = [...(user ? [toUserParty(user)] : []), ...(app ? [toAppParty(app)] : [])]
  record(org, cause, { eventType, target })
}
