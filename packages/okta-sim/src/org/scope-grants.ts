import { notFoundError, validationError } from '../errors/okta-error.ts'
import { getApp, toAppParty } from './apps.ts'
import { newId } from './ids.ts'
import type { Cause } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'

/** The consent of an administrator that an app may ask for a scope. */
export type ScopeGrant = {
  readonly id: string
  readonly scopeId: string
  readonly issuer: string
  readonly created: string
  readonly createdBy: string
}

/** @throws OktaError E0000007 for an unknown app */
export function listGrants(org: OrgState, appId: string): readonly ScopeGrant[] {
  return org.scopeGrants.get(getApp(org, appId).id) ?? []
}

export function grantedScopes(org: OrgState, appId: string): ReadonlySet<string> {
  return new Set((org.scopeGrants.get(appId) ?? []).map(({ scopeId }) => scopeId))
}

/** Grants a scope without a System Log event, for orgs that are seeded. */
export function insertGrant(
  org: OrgState,
  appId: string,
  { scopeId, createdBy }: { scopeId: string; createdBy: string },
): ScopeGrant {
  if (!/^(okta|ssf)(\.[A-Za-z]+)+$/.test(scopeId)) {
    throw validationError('scopeId', [`scopeId: '${scopeId}' is not a scope of the org server`])
  }
  const existing = listGrants(org, appId)
  if (existing.some((grant) => grant.scopeId === scopeId)) {
    throw validationError('scopeId', ['scopeId: The scope has been granted already'])
  }
  const created = org.clock().toISOString()
  const grant: ScopeGrant = { id: newId(org, 'oag'), scopeId, issuer: org.baseUrl, created, createdBy }
  org.scopeGrants.set(appId, [...existing, grant])
  return grant
}

/** @throws OktaError E0000001 unknown scope, foreign issuer or granted already, E0000007 unknown app */
export function grantScope(
  org: OrgState,
  cause: Cause,
  { appId, scopeId, issuer }: { appId: string; scopeId: string; issuer: string | undefined },
): ScopeGrant {
  if (issuer !== org.baseUrl) {
    throw validationError('issuer', [`issuer: Expected '${org.baseUrl}', the org authorization server`])
  }
  const grant = insertGrant(org, appId, { scopeId, createdBy: cause.actor.id })
  record(org, cause, {
    eventType: 'app.oauth2.as.consent.grant',
    target: [toAppParty(getApp(org, appId))],
    debugData: { scope: scopeId },
  })
  return grant
}

/** @throws OktaError E0000007 */
export function getGrant(org: OrgState, appId: string, grantId: string): ScopeGrant {
  const grant = listGrants(org, appId).find(({ id }) => id === grantId)
  if (grant === undefined) throw notFoundError('OAuth2ScopeConsentGrant', grantId)
  return grant
}

/** @throws OktaError E0000007 */
export function revokeGrant(
  org: OrgState,
  cause: Cause,
  { appId, grantId }: { appId: string; grantId: string },
): void {
  const { scopeId } = getGrant(org, appId, grantId)
  org.scopeGrants.set(
    appId,
    listGrants(org, appId).filter(({ id }) => id !== grantId),
  )
  record(org, cause, {
    eventType: 'app.oauth2.as.consent.revoke',
    target: [toAppParty(getApp(org, appId))],
    debugData: { scope: scopeId },
  })
}
