import type { OrgState } from '../org/org-state.ts'
import type { User } from '../org/user.ts'

/** A user as the API shows it. Single reads carry the links to what can be done next; lists only `self`. */
export function toUserJson(org: OrgState, user: User, links: 'self' | 'all'): Record<string, unknown> {
  const { sequence: _sequence, typeId, hasPassword, recoveryQuestion, provider, profile, ...facts } = user
  const self = `${org.baseUrl}/api/v1/users/${user.id}`
  return {
    ...facts,
    type: { id: typeId },
    profile: {
      ...profile,
      mobilePhone: profile['mobilePhone'] ?? null,
      secondEmail: profile['secondEmail'] ?? null,
    },
    credentials: {
      ...(hasPassword ? { password: {} } : {}),
      ...(recoveryQuestion ? { recovery_question: { question: recoveryQuestion } } : {}),
      provider: provider ?? { type: 'OKTA', name: 'OKTA' },
    },
    _links: {
      self: { href: self },
      ...(links === 'all' ? operationLinks(self, user) : {}),
      ...(links === 'all' ? { type: { href: `${org.baseUrl}/api/v1/meta/types/user/${typeId}` } } : {}),
    },
  }
}

const operationsByStatus: Record<User['status'], readonly string[]> = {
  STAGED: ['activate', 'deactivate'],
  PROVISIONED: ['reactivate', 'deactivate', 'resetFactors'],
  ACTIVE: ['suspend', 'resetPassword', 'expirePassword', 'resetFactors', 'deactivate'],
  SUSPENDED: ['unsuspend', 'resetFactors', 'deactivate'],
  LOCKED_OUT: ['unlock', 'resetPassword', 'resetFactors', 'deactivate'],
  PASSWORD_EXPIRED: ['resetPassword', 'expirePassword', 'resetFactors', 'deactivate'],
  RECOVERY: ['reactivate', 'resetPassword', 'resetFactors', 'deactivate'],
  DEPROVISIONED: ['activate', 'delete'],
}

function operationLinks(self: string, user: User): Record<string, { href: string; method: string }> {
  const entries = operationsByStatus[user.status].map((operation) => {
    if (operation === 'delete') return [operation, { href: self, method: 'DELETE' }] as const
    const path = operation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    return [operation, { href: `${self}/lifecycle/${path}`, method: 'POST' }] as const
  })
  return Object.fromEntries(entries)
}
