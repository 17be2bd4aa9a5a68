import type { DeliveryAttempt } from './delivery/deliver.ts'
import type { Dispatcher } from './delivery/dispatcher.ts'
import { maxEventsPerDelivery } from './delivery/dispatcher.ts'
import type { Random } from './faults/random.ts'
import { insertApiToken } from './org/api-tokens.ts'
import type { Assignment } from './org/app-users.ts'
import { assignAppUser } from './org/app-users.ts'
import type { App, NewApp } from './org/apps.ts'
import { insertApp } from './org/apps.ts'
import { systemCause } from './org/cause.ts'
import type { Group, Membership } from './org/groups.ts'
import { addMember, createGroup, removeMember } from './org/groups.ts'
import type { EventInput, LogEvent } from './org/log-event.ts'
import type { OrgState } from './org/org-state.ts'
import type { NewServiceApp, ServiceAppCredentials } from './org/service-apps.ts'
import { insertServiceApp } from './org/service-apps.ts'
import type { Session } from './org/sessions.ts'
import { clearUserSessions, startSession } from './org/sessions.ts'
import { appendInput, notify, settleLog } from './org/system-log.ts'
import type { User } from './org/user.ts'
import { changeStatus, deactivateUser, lock } from './org/user-lifecycle.ts'
import type { NewUser } from './org/users.ts'
import type { ScenarioName } from './scenarios/scenarios.ts'
import { playScenario } from './scenarios/scenarios.ts'
import type { Authorization, RefreshToken } from './org/user-consents.ts'
import { authorizeApp } from './org/user-consents.ts'
import { enrolDevice } from './resources/enrol-device.ts'
import { changeUser, createUser, findUser, getUser } from './org/users.ts'

/**
 * What a test or demo does to the org from the inside. Everything but `emit` behaves as the API call of the same
 * meaning and throws the same OktaError. Users are named by id or login.
 */
export type Org = {
  /** An `ACTIVE` user unless told otherwise. */
  createUser(input: NewUser): User
  findUser(idOrLogin: string): User | undefined
  createGroup(profile: { name: string; description?: string }): Group
  findGroup(name: string): Group | undefined
  addMember(membership: Membership): void
  removeMember(membership: Membership): void
  createApp(input: NewApp): App
  assignApp(assignment: Assignment): void
  /** An app that signs in with client credentials, with the scopes and roles it is given. */
  createServiceApp(input: NewServiceApp): ServiceAppCredentials
  /** An API token of an administrator, with its value. */
  createApiToken(idOrLogin: string, name: string): { id: string; value: string }
  /** Lets the user sign in to an app by OAuth: consents for the scopes and a refresh token. */
  authorizeApp(authorization: Authorization): RefreshToken
  /** A device that the user enrolled, for example `{ displayName: 'Lin’s phone', platform: 'IOS' }`. */
  enrolDevice(idOrLogin: string, profile: Record<string, unknown>): { id: string }
  /** Signs the user in: a session, a `lastLogin`, a `user.session.start` event. */
  signIn(idOrLogin: string): Session
  /** Ends every session of the user. */
  clearSessions(idOrLogin: string): void
  /** Locks the user out, as too many wrong passwords do. */
  lockUser(idOrLogin: string): User
  /** Changes some attributes of the profile. */
  changeProfile(idOrLogin: string, profile: Record<string, unknown>): User
  deactivateUser(idOrLogin: string): User
  /** Plays a story of an org, such as a joiner or a password spray; `count` people or tries, default 1. */
  play(scenario: ScenarioName, count?: number): void
  /** Appends an event of any type to the System Log and offers it to the event hooks. */
  emit(event: EventInput): LogEvent
  /** As emit, but each hook gets its events in one delivery. Throws RangeError beyond 100 events. */
  emitBatch(events: readonly EventInput[]): LogEvent[]
  /** The System Log in the order of persistence. */
  readonly events: readonly LogEvent[]
  /** Each try to deliver events to a hook, in the order in which they ended. */
  readonly deliveries: readonly DeliveryAttempt[]
  /** Waits until every delivery has succeeded or was given up. */
  flush(): Promise<void>
}

export function createOrg(
  state: OrgState,
  { dispatcher, random }: { dispatcher: Dispatcher; random: Random },
): Org {
  const org: Org = {
    createUser: (input) => createUser(state, systemCause(state), { password: true, ...input }),
    findUser: (idOrLogin) => findUser(state, idOrLogin),
    createGroup: (profile) => createGroup(state, systemCause(state), { profile }),
    findGroup: (name) => [...state.groups.values()].find(({ profile }) => profile.name === name),
    removeMember: (membership) => removeMember(state, systemCause(state), membership),
    addMember: (membership) => addMember(state, systemCause(state), membership),
    createApp: (input) => insertApp(state, input),
    assignApp: (assignment) => void assignAppUser(state, systemCause(state), assignment),
    createServiceApp: (input) => insertServiceApp(state, input),
    createApiToken: (idOrLogin, name) => {
      return insertApiToken(state, { name, userId: getUser(state, idOrLogin).id })
    },
    authorizeApp: (authorization) => authorizeApp(state, systemCause(state), authorization),
    enrolDevice: (idOrLogin, profile) => enrolDevice(state, getUser(state, idOrLogin), profile),
    signIn: (idOrLogin) => startSession(state, systemCause(state), getUser(state, idOrLogin)),
    clearSessions: (idOrLogin) => clearUserSessions(state, systemCause(state), getUser(state, idOrLogin)),
    lockUser: (idOrLogin) => {
      return changeStatus(state, { user: getUser(state, idOrLogin), cause: systemCause(state) }, lock)
    },
    changeProfile(idOrLogin, profile) {
      const user = getUser(state, idOrLogin)
      return changeUser(state, systemCause(state), {
        userId: user.id,
        profile: { ...user.profile, ...profile },
      })
    },
    deactivateUser: (idOrLogin) => {
      return deactivateUser(state, { user: getUser(state, idOrLogin), cause: systemCause(state) })
    },
    play: (scenario, count = 1) => playScenario({ org, random, count }, scenario),
    emit(input) {
      const event = appendInput(state, input)
      notify(state, event)
      return event
    },
    emitBatch(inputs) {
      if (inputs.length > maxEventsPerDelivery) {
        throw new RangeError(
          `${inputs.length} events in one batch: Okta puts at most ${maxEventsPerDelivery} into one`,
        )
      }
      const events = inputs.map((input) => appendInput(state, input))
      dispatcher.deliverTogether(events)
      return events
    },
    get events() {
      settleLog(state)
      return state.systemLog.entries.map(({ event }) => event)
    },
    deliveries: dispatcher.deliveries,
    flush: () => dispatcher.flush(),
  }
  return org
}
