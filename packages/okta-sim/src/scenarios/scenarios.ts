import type { Org } from '../create-org.ts'
import type { Random } from '../faults/random.ts'
import type { Group } from '../org/groups.ts'
import type { EventInput, EventParty } from '../org/log-event.ts'
import type { User } from '../org/user.ts'

/** What a scenario plays with: the org from the inside, and chance from its seed. */
type Stage = { org: Org; random: Random; count: number }

/** The stories that an org can play: what people, or those who attack them, do. */
export type ScenarioName = keyof typeof scenarios

const attacker: EventInput['client'] = {
  ipAddress: '198.51.100.66',
  zone: null,
  geographicalContext: {
    city: 'Reykjavik',
    state: null,
    country: 'Iceland',
    postalCode: null,
    geolocation: null,
  },
  userAgent: { rawUserAgent: 'python-requests/2.32', os: 'Unknown', browser: 'UNKNOWN' },
}

const scenarios = {
  /** New people arrive: created, activated, put into the group of their department. */
  joiner: ({ org, count }: Stage) => {
    for (let n = 0; n < count; n += 1) welcome(org, hireAnew(org, `joiner.${n}`))
  },
  /** Somebody changes the department, and with it the group. */
  mover: ({ org, count }: Stage) => {
    for (let n = 0; n < count; n += 1) {
      const user = hire(org, `mover.${n}`)
      const before = String(user.profile['department'])
      const department = before === 'Sales' ? 'Engineering' : 'Sales'
      org.addMember({ groupId: groupOf(org, before).id, userId: user.id })
      org.changeProfile(user.id, { department })
      org.removeMember({ groupId: groupOf(org, before).id, userId: user.id })
      org.addMember({ groupId: groupOf(org, department).id, userId: user.id })
    }
  },
  /** Somebody leaves: sessions end, then the user is deactivated, and every app is taken away with it. */
  leaver: ({ org, count }: Stage) => {
    for (let n = 0; n < count; n += 1) {
      const user = hire(org, `leaver.${n}`)
      org.signIn(user.id)
      org.clearSessions(user.id)
      org.deactivateUser(user.id)
    }
  },
  /** Push after push is refused by its owner, until one is accepted. */
  'mfa-fatigue': ({ org, count }: Stage) => {
    const victim = toParty(hire(org, 'fatigue.victim'))
    const seen = { actor: victim, client: attacker, target: [victim] }
    const failure = { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' }
    for (let n = 0; n < Math.max(count, 5); n += 1) {
      org.emit({ ...seen, eventType: 'system.push.send_factor_verify_push' })
      org.emit({
        ...seen,
        eventType: 'user.mfa.okta_verify.deny_push',
        outcome: { result: 'FAILURE', reason: 'OKTA_VERIFY_PUSH' },
      })
      org.emit({ ...seen, eventType: 'user.authentication.auth_via_mfa', outcome: failure })
    }
    org.emit({ ...seen, eventType: 'system.push.send_factor_verify_push' })
    org.emit({
      ...seen,
      eventType: 'user.authentication.auth_via_mfa',
      debugContext: { debugData: { factor: 'OKTA_VERIFY_PUSH' } },
    })
    org.emit({ ...seen, eventType: 'user.session.start' })
  },
  /** One session, seen from two places at once. */
  'session-theft': ({ org }: Stage) => {
    const user = hire(org, 'theft.victim')
    const { id } = org.signIn(user.id)
    const victim = toParty(user)
    const session = { externalSessionId: id, rootSessionId: id }
    for (const client of [{ ipAddress: '203.0.113.10' }, attacker]) {
      org.emit({
        eventType: 'user.session.context.change',
        actor: victim,
        client,
        target: [victim],
        authenticationContext: session,
      })
    }
    org.emit({
      eventType: 'user.risk.detect',
      actor: victim,
      client: attacker,
      target: [victim],
      authenticationContext: session,
      debugContext: { debugData: { risk: '{level=HIGH, detectionName=Session Influenced User Risk}' } },
    })
    org.emit({
      eventType: 'user.session.access_admin_app',
      actor: victim,
      client: attacker,
      authenticationContext: session,
    })
  },
  /** One address tries one password on many accounts, in no order; some get locked, and Okta notices. */
  'password-spray': ({ org, random, count }: Stage) => {
    const victims = Array.from({ length: Math.max(count, 10) }, (_, n) => hire(org, `spray.${n}`))
    const order = victims.map((user) => ({ user, key: random() })).toSorted((a, b) => a.key - b.key)
    const [first] = victims
    for (const { user } of order) {
      org.emit({
        eventType: 'user.session.start',
        actor: toParty(user),
        client: attacker,
        outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
      })
      // At least one account is locked, whatever chance says.
      if (random() < 0.2 || user === first) org.lockUser(user.id)
    }
    org.emit({
      eventType: 'security.threat.detected',
      client: attacker,
      outcome: { result: 'DENY', reason: 'Password Spray' },
      debugContext: { debugData: { threatDetections: '{"Password Spray":"HIGH"}' } },
    })
  },
  /** A directory brings many people at once. */
  'mass-import': ({ org, count }: Stage) => {
    org.emit({ eventType: 'system.import.start' })
    for (let n = 0; n < Math.max(count, 100); n += 1) {
      const user = hireAnew(org, `import.${n}`)
      org.emit({ eventType: 'system.import.user.create', target: [toParty(user)] })
    }
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

function welcome(org: Org, user: User): void {
  org.addMember({ groupId: groupOf(org, String(user.profile['department'])).id, userId: user.id })
}

const groupOf = (org: Org, name: string): Group => org.findGroup(name) ?? org.createGroup({ name })

const loginOf = (name: string) => `${name}@scenario.test`

function toParty({ id, profile }: User): Partial<EventParty> {
  const displayName = `${profile.firstName} ${profile.lastName}`
  return { id, type: 'User', alternateId: profile.login, displayName }
}
