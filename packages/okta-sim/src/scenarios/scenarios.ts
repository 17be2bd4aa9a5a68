import type { Org } from '../create-org.ts'
import type { Random } from '../faults/random.ts'
import type { EventParty } from '../org/log-event.ts'
import type { User } from '../org/user.ts'

/** What a scenario plays with: the org from the inside, and chance from its seed. */
type Stage = { org: Org; random: Random; count: number }

/** The stories that an org can play: what people, or those who attack them, do. */
export type ScenarioName = keyof typeof scenarios

const attacker = { ipAddress: '198.51.100.66', zone: null }

const scenarios = {
  /** New people arrive. */
  joiner: ({ org, count }: Stage) => {
    for (let n = 0; n < count; n += 1) hireAnew(org, `joiner.${n}`)
  },
  /** Somebody changes the department. */
  mover: ({ org, count }: Stage) => {
    for (let n = 0; n < count; n += 1) {
      const user = hire(org, `mover.${n}`)
      const department = user.profile['department'] === 'Sales' ? 'Engineering' : 'Sales'
      org.changeProfile(user.id, { department })
    }
  },
  /** Somebody leaves: deactivated, and every app with it. */
  leaver: ({ org, count }: Stage) => {
    for (let n = 0; n < count; n += 1) org.deactivateUser(hire(org, `leaver.${n}`).id)
  },
  /** Push after push is refused by its owner, until one is accepted. */
  'mfa-fatigue': ({ org, count }: Stage) => {
    const victim = toParty(hire(org, 'fatigue.victim'))
    for (let n = 0; n < Math.max(count, 5); n += 1) {
      org.emit({
        eventType: 'user.mfa.okta_verify.deny_push',
        actor: victim,
        client: attacker,
        outcome: { result: 'FAILURE', reason: 'OKTA_VERIFY_PUSH' },
        target: [victim],
      })
    }
    org.emit({
      eventType: 'user.authentication.auth_via_mfa',
      actor: victim,
      client: attacker,
      target: [victim],
    })
  },
  /** One session, seen from two places at once. */
  'session-theft': ({ org }: Stage) => {
    const user = hire(org, 'theft.victim')
    const { id } = org.signIn(user.id)
    const victim = toParty(user)
    for (const ipAddress of ['203.0.113.10', attacker.ipAddress]) {
      org.emit({
        eventType: 'user.session.context.change',
        actor: victim,
        client: { ipAddress },
        target: [victim],
        authenticationContext: { externalSessionId: id, rootSessionId: id },
      })
    }
  },
  /** One address tries one password on many accounts, in no order; some get locked. */
  'password-spray': ({ org, random, count }: Stage) => {
    const victims = Array.from({ length: Math.max(count, 10) }, (_, n) => hire(org, `spray.${n}`))
    const order = victims.map((user) => ({ user, key: random() })).toSorted((a, b) => a.key - b.key)
    for (const { user } of order) {
      org.emit({
        eventType: 'user.session.start',
        actor: toParty(user),
        client: attacker,
        outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
      })
      if (random() < 0.2) org.lockUser(user.id)
    }
  },
  /** A directory brings many people at once. */
  'mass-import': ({ org, count }: Stage) => {
    org.emit({ eventType: 'system.import.start' })
    for (let n = 0; n < Math.max(count, 100); n += 1) hireAnew(org, `import.${n}`)
    org.emit({ eventType: 'system.import.complete' })
  },
} as const

export const scenarioNames: readonly ScenarioName[] = [
  'joiner',
  'mover',
  'leaver',
  'mfa-fatigue',
  'session-theft',
  'password-spray',
  'mass-import',
]

/**
 * Plays a scenario now: everything it does is in the System Log, and reaches event hooks, when this returns. `count`
 * is how many people or tries it has, where that means something.
 */
export function playScenario(stage: Stage, name: ScenarioName): void {
  scenarios[name](stage)
}

/** The active user of this name, made where there is none, so that a scenario can be played again. */
function hire(org: Org, name: string): User {
  const known = org.findUser(loginOf(name))
  return known?.status === 'ACTIVE' ? known : hireAnew(org, name)
}

/** A new user, with a number in the login when earlier plays used it up. */
function hireAnew(org: Org, name: string): User {
  let login = loginOf(name)
  for (let round = 2; org.findUser(login) !== undefined; round += 1) login = loginOf(`${name}.${round}`)
  const [firstName = '', lastName = ''] = name.split('.')
  return org.createUser({ profile: { login, email: login, firstName, lastName, department: 'Engineering' } })
}

const loginOf = (name: string) => `${name}@scenario.test`

function toParty({ id, profile }: User): Partial<EventParty> {
  return { id, alternateId: profile.login, displayName: `${profile.firstName} ${profile.lastName}` }
}
