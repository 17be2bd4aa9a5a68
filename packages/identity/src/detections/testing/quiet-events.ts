import type { JsonObject } from '@keyway/sdk'

/** An ordinary org. */
export interface QuietOrg {
  users: number
  /** Milliseconds since 1970 of the first event. */
  begins: number
  /** How long the events last together, in milliseconds. */
  lastsMs: number
  events: number
}

const dayMs = 86_400_000
const sessionMs = 8 * 3_600_000
const apps = ['Mail', 'Calendar', 'Wiki', 'Payroll', 'Tickets', 'Chat']
const cities = [
  { city: 'Zurich', country: 'Switzerland', lat: 47.37, lon: 8.54, asn: 3303 },
  { city: 'Berlin', country: 'Germany', lat: 52.52, lon: 13.4, asn: 3320 },
  { city: 'Austin', country: 'United States', lat: 30.27, lon: -97.74, asn: 7018 },
]

/**
 * What the System Log says of people at work, in order, the same each time: sign-ins with a second factor, policies
 * evaluated, apps opened, now and then a mistyped password, a new colleague, groups filled by rules, a script with its
 * token. Nothing in it is an attack.
 */
export function* quietEvents({
  users,
  begins,
  lastsMs,
  events,
}: QuietOrg): Generator<JsonObject & { published: string }> {
  const random = createRandom(20_260_101)
  for (let index = 0; index < events; index += 1) {
    const at = begins + Math.floor((index * lastsMs) / events)
    const user = Math.floor(random() * users)
    const person = personOf(user, at)
    const uuid = `quiet-${String(index)}`
    yield { uuid, published: new Date(at).toISOString(), ...happening(random(), { person, user, index }) }
  }
}

interface Chosen {
  person: JsonObject
  user: number
  index: number
}

const success = { result: 'SUCCESS', reason: null }

function happening(chance: number, { person, user, index }: Chosen): JsonObject {
  const app = index % apps.length
  const opened = { id: `0oa${String(app)}`, type: 'AppInstance', displayName: apps[app] ?? '' }
  if (chance < 0.36)
    return { ...person, eventType: 'user.authentication.sso', outcome: success, target: [opened] }
  if (chance < 0.68) {
    return {
      ...person,
      eventType: 'policy.evaluate_sign_on',
      outcome: { result: 'ALLOW', reason: 'Sign-on policy evaluation resulted in ALLOW' },
      target: [opened, { id: '00p1', type: 'PolicyEntity', displayName: 'Any two factors' }],
    }
  }
  if (chance < 0.82) return { ...person, eventType: 'user.session.start', outcome: success, target: [] }
  if (chance < 0.94) {
    return {
      ...person,
      eventType: 'user.authentication.auth_via_mfa',
      outcome: success,
      target: [targetOf(user)],
    }
  }
  if (chance < 0.945) {
    const outcome = { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' }
    return { ...person, eventType: 'user.session.start', outcome, target: [] }
  }
  if (chance < 0.99) {
    const group = { id: `00g${String(index % 40)}`, type: 'UserGroup', displayName: 'Staff' }
    return {
      ...system,
      eventType: 'group.user_membership.add',
      outcome: success,
      target: [targetOf(user), group],
    }
  }
  const script = {
    transaction: { id: `t${String(index)}`, type: 'JOB', detail: { requestApiTokenId: '00T1' } },
  }
  return {
    ...personOf(0, 0),
    ...script,
    eventType: 'user.account.update_profile',
    outcome: success,
    target: [targetOf(0)],
  }
}

const system: JsonObject = {
  actor: {
    id: '00usystem',
    type: 'SystemPrincipal',
    alternateId: 'system@okta.com',
    displayName: 'Okta System',
  },
  client: { userAgent: null, ipAddress: null, geographicalContext: null },
  securityContext: { asNumber: null, isProxy: null },
  authenticationContext: { externalSessionId: 'trs1' },
  transaction: { id: 'job', type: 'JOB', detail: {} },
  debugContext: { debugData: {} },
}

const nowhere = { city: null, country: null, lat: null, lon: null, asn: null }

function targetOf(user: number): JsonObject {
  const login = `user${String(user)}@example.com`
  return { id: `00u${String(user)}`, type: 'User', alternateId: login, displayName: `User ${String(user)}` }
}

/** Somebody at their own computer, where they live. */
function personOf(user: number, at: number): JsonObject {
  const { city, country, lat, lon, asn } = cities[user % cities.length] ?? nowhere
  const ipAddress = `10.${String(user >> 16)}.${String((user >> 8) & 255)}.${String(user & 255)}`
  const session = `${String(user)}-${String(Math.floor((at + user * 1_000) / sessionMs))}`
  const rawUserAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/130.0'
  return {
    displayMessage: 'Something ordinary',
    severity: 'INFO',
    legacyEventType: null,
    version: '0',
    actor: targetOf(user),
    client: {
      userAgent: { rawUserAgent, os: 'Mac OS X', browser: 'CHROME' },
      zone: 'null',
      device: 'Computer',
      ipAddress,
      geographicalContext: { city, country, postalCode: null, geolocation: { lat, lon } },
    },
    device: null,
    authenticationContext: { authenticationStep: 0, externalSessionId: session, rootSessionId: session },
    securityContext: { asNumber: asn, asOrg: 'provider', isp: 'provider', domain: null, isProxy: false },
    transaction: { type: 'WEB', id: session, detail: {} },
    debugContext: {
      debugData: {
        requestUri: '/idp/idx/challenge/answer',
        dtHash: `device-${String(user)}`,
        behaviors: '{New Geo-Location=NEGATIVE, New Device=NEGATIVE, New IP=NEGATIVE, New Country=NEGATIVE}',
        risk: '{level=LOW}',
        threatSuspected: 'false',
        logOnlySecurityData:
          '{"risk":{"level":"LOW"},"behaviors":{"New Device":"NEGATIVE","New IP":"NEGATIVE","New Country":"NEGATIVE"}}',
      },
    },
    request: { ipChain: [{ ip: ipAddress, version: 'V4', source: null }] },
  }
}

/** The same numbers each time (a linear congruential generator), from 0 to 1. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A working week of so many people. */
export function quietWeek(events: number): QuietOrg {
  return {
    users: Math.max(50, Math.ceil(events / 100)),
    begins: Date.parse('2026-03-02'),
    lastsMs: 7 * dayMs,
    events,
  }
}
