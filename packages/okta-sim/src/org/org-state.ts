import type { GroupOwner } from '../api/group-extras.ts'
import type { IdentityLink } from '../api/identity-provider-users.ts'
import type { ImportSession } from '../api/identity-sources.ts'
import type { Relation } from '../api/linked-objects.ts'
import type { ApiToken } from './api-tokens.ts'
import type { FaultPlan } from '../faults/fault-plan.ts'
import type { App } from './apps.ts'
import type { OAuthState } from '../oauth/oauth-state.ts'
import { createOAuthState } from '../oauth/oauth-state.ts'
import type { Random } from '../faults/random.ts'
import type { Clock } from './clock.ts'
import type { EventHook } from './event-hooks.ts'
import type { Factor } from './factors.ts'
import type { Group } from './groups.ts'
import { newId } from './ids.ts'
import type { JsonObject } from './json-object.ts'
import type { CustomRole, RoleAssignment } from './roles.ts'
import type { ScopeGrant } from './scope-grants.ts'
import type { Session } from './sessions.ts'
import type { SystemLog } from './system-log.ts'
import type { Resource } from '../resources/resource-kind.ts'
import type { User } from './user.ts'
import type { UserConsents } from './user-consents.ts'
import { VersionedMap } from './versioned-map.ts'

export type OrgSettings = {
  /** Absolute address of the org without a trailing slash; every link that the API returns begins with it. */
  baseUrl: string
  /** Lets event hooks use plain http, which a real org refuses. */
  allowHttpHooks: boolean
  /** Whether event hooks may have filters, which an org must switch on. */
  hookFiltering: boolean
  clock: Clock
  faults: FaultPlan
  /** What ids and secrets are drawn from. */
  draw: Random
  /** How long group rules take to act, in milliseconds. */
  ruleLagMs: number
  /** How far the index of `search` lags behind, in milliseconds. */
  searchLagMs: number
}

/** Everything the simulated org knows. Values in the maps are replaced, never changed in place. */
export type OrgState = OrgSettings & {
  readonly id: string
  readonly userTypeId: string
  readonly users: VersionedMap<User>
  /** Ids of users by login in lower case. */
  readonly userIds: Map<string, string>
  readonly groups: VersionedMap<Group>
  readonly apps: Map<string, App>
  /** Admin roles by the id of the user, group or client that has them. */
  readonly roles: Map<string, readonly RoleAssignment[]>
  readonly customRoles: Map<string, CustomRole>
  /** By app. */
  readonly scopeGrants: Map<string, readonly ScopeGrant[]>
  readonly oauth: OAuthState
  /** By user. */
  readonly factors: Map<string, readonly Factor[]>
  readonly consents: UserConsents
  readonly classifications: Map<string, { type: string; lastUpdated: string }>
  /** By identity provider, then by user. */
  readonly identityLinks: Map<string, Map<string, IdentityLink>>
  readonly groupOwners: Map<string, readonly GroupOwner[]>
  /** Ids of sign-on policies by app. */
  readonly appPolicies: Map<string, string>
  readonly risks: Map<string, { level: string; reason: string }>
  readonly linkedObjects: Map<string, Relation>
  /** By user type and app; those of groups under `group`. */
  readonly customAttributes: Map<string, JsonObject>
  /** Users whom a group rule put into its groups, by rule. */
  readonly ruleMembers: Map<string, Set<string>>
  readonly importSessions: Map<string, ImportSession>
  /** Ids of users by the external id of the source that they were imported from. */
  readonly importedUsers: Map<string, string>
  /** What is kept as it was sent, by kind (and parent). */
  readonly resources: Map<string, Map<string, Resource>>
  /** By path, where an administrator changed them. */
  readonly settings: Map<string, JsonObject>
  /** What is only read, by path. */
  readonly documents: Map<string, readonly JsonObject[]>
  readonly sessions: Map<string, Session>
  readonly apiTokens: Map<string, ApiToken>
  readonly eventHooks: Map<string, EventHook>
  readonly systemLog: SystemLog
  /** Ever-growing number for new objects; pages follow it, so that a deletion shifts nothing. */
  nextSequence(): number
}

export function createOrgState(settings: OrgSettings): OrgState {
  let sequence = 0
  return {
    ...settings,
    id: newId(settings, '00o'),
    userTypeId: newId(settings, 'oty'),
    users: new VersionedMap(settings.clock, settings.searchLagMs),
    userIds: new Map(),
    groups: new VersionedMap(settings.clock, settings.searchLagMs),
    apps: new Map(),
    roles: new Map(),
    customRoles: new Map(),
    scopeGrants: new Map(),
    oauth: createOAuthState(settings),
    factors: new Map(),
    consents: { tokens: new Map(), grants: new Map() },
    classifications: new Map(),
    identityLinks: new Map(),
    groupOwners: new Map(),
    appPolicies: new Map(),
    risks: new Map(),
    linkedObjects: new Map(),
    customAttributes: new Map(),
    ruleMembers: new Map(),
    importSessions: new Map(),
    importedUsers: new Map(),
    resources: new Map(),
    settings: new Map(),
    documents: new Map(),
    sessions: new Map(),
    apiTokens: new Map(),
    eventHooks: new Map(),
    systemLog: { entries: [], delayed: [], listeners: new Set() },
    nextSequence() {
      sequence += 1
      return sequence
    },
  }
}
