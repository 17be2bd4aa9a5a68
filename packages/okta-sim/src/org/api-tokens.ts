import { notFoundError } from '../errors/okta-error.ts'
import { newId, randomText } from './ids.ts'
import type { JsonObject } from './json-object.ts'
import type { Cause } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'
import type { User } from './user.ts'

const tokenLifeMs = 30 * 24 * 60 * 60 * 1000

/** An SSWS token. It acts with the rights of its owner and dies 30 days after its last use. */
export type ApiToken = {
  readonly id: string
  readonly name: string
  readonly userId: string
  readonly value: string
  readonly created: string
  readonly lastUpdated: string
  readonly expiresAt: string
  /** From where it may be used; absent: from anywhere. */
  readonly network?: JsonObject
}

export type NewApiToken = { name: string; userId: string; value?: string }

export function insertApiToken(org: OrgState, input: NewApiToken): ApiToken {
  const now = org.clock()
  const token: ApiToken = {
    id: newId(org, '00T'),
    name: input.name,
    userId: input.userId,
    value: input.value ?? `00${randomText(org, 40)}`,
    created: now.toISOString(),
    lastUpdated: now.toISOString(),
    expiresAt: new Date(now.getTime() + tokenLifeMs).toISOString(),
  }
  org.apiTokens.set(token.id, token)
  return token
}

/** Finds the live token with this value and moves its expiry, or undefined when it opens nothing (any more). */
export function acceptApiToken(org: OrgState, value: string): { token: ApiToken; owner: User } | undefined {
  const token = [...org.apiTokens.values()].find((each) => each.value === value)
  const owner = token && org.users.get(token.userId)
  if (token === undefined || owner === undefined || owner.status === 'DEPROVISIONED') return undefined
  const now = org.clock().getTime()
  if (Date.parse(token.expiresAt) <= now) return undefined
  const used = { ...token, expiresAt: new Date(now + tokenLifeMs).toISOString() }
  org.apiTokens.set(token.id, used)
  return { token: used, owner }
}

/** @throws OktaError E0000007 */
export function getApiToken(org: OrgState, tokenId: string): ApiToken {
  const token = org.apiTokens.get(tokenId)
  if (token === undefined) throw notFoundError('ApiToken', tokenId)
  return token
}

/** @throws OktaError E0000007 */
export function revokeApiToken(org: OrgState, cause: Cause, tokenId: string): void {
  const { id, name } = getApiToken(org, tokenId)
  org.apiTokens.delete(id)
  const target = [{ id, type: 'Token', alternateId: 'unknown', displayName: name, detailEntry: null }]
  record(org, cause, { eventType: 'system.api_token.revoke', target })
}
