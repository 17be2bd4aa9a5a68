import type { EventParty } from './log-event.ts'

export type UserStatus =
  | 'STAGED'
  | 'PROVISIONED'
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'LOCKED_OUT'
  | 'PASSWORD_EXPIRED'
  | 'RECOVERY'
  | 'DEPROVISIONED'

/** Attributes by name. `login`, `email`, `firstName` and `lastName` are always there. */
export type UserProfile = Readonly<Record<string, unknown>> & {
  readonly login: string
  readonly email: string
  readonly firstName: string | null
  readonly lastName: string | null
}

/** A user of the org. Times are ISO 8601 strings in UTC. */
export type User = {
  readonly sequence: number
  readonly id: string
  readonly status: UserStatus
  readonly created: string
  readonly activated: string | null
  readonly statusChanged: string | null
  readonly lastLogin: string | null
  readonly lastUpdated: string
  readonly passwordChanged: string | null
  readonly typeId: string
  /** Absent: the default realm, which an org without realms does not show. */
  readonly realmId?: string
  readonly profile: UserProfile
  readonly hasPassword: boolean
  readonly recoveryQuestion: string | null
  /** Who checks the password; absent: Okta itself. */
  readonly provider?: { readonly type: string; readonly name: string }
}

/** The user as the System Log names actors and targets. */
export function toUserParty(user: User): EventParty {
  const { login, firstName, lastName } = user.profile
  const displayName = [firstName, lastName].filter(Boolean).join(' ') || login
  return { id: user.id, type: 'User', alternateId: login, displayName, detailEntry: null }
}
