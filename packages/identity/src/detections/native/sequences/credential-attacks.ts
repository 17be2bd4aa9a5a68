import { alertEventType } from '../../windows/alert-event.ts'
import type { LogEvent } from '../../events/log-event.ts'
import { hours, minutes } from '../../windows/durations.ts'
import type { Evidence, WindowEntry } from '../../windows/window-logic.ts'
import { defineEvent, defineWindow, type NativeDetection } from '../native-detection.ts'
import { isUnfamiliar, textAt, valueAt } from '../read-event.ts'
import { countOf, countsBy, distinct, where } from '../rows.ts'

/** Sign-ins that failed for a wrong password or a locked account. */
const failures =
  '(eventType eq "user.session.start" or eventType sw "user.authentication.") and outcome.result eq "FAILURE" and ' +
  'outcome.reason in ["INVALID_CREDENTIALS", "LOCKED_OUT"]'

const keeps = {
  user: 'actor.alternateId',
  ip: 'client.ipAddress',
  country: 'client.geographicalContext.country',
  asn: 'securityContext.asNumber',
  agent: 'client.userAgent.rawUserAgent',
  device: 'debugContext.debugData.dtHash',
}

const spray = 'keyway.password_spray'
const stuffing = 'keyway.credential_stuffing'
const bruteForce = 'keyway.brute_force'

/** S08 to S13: passwords tried, and one that was right. */
export const credentialAttacks: readonly NativeDetection[] = [
  defineWindow({
    id: spray,
    title: 'Password spray from one address',
    severity: 'high',
    description:
      'Within an hour one address tried at least five users and fifteen times, a few tries each, for five minutes or longer.',
    tags: ['itdr.s08', 'attack.t1110.003'],
    selects: failures,
    by: ['client.ipAddress'],
    keeps,
    withinMs: hours(1),
    fires(rows) {
      const tries = countsBy(rows, 'user')
      const most = Math.max(0, ...tries)
      const few = tries.filter((count) => count >= 2 && count <= 6).length
      const lasts = (rows.at(-1)?.at ?? 0) - (rows[0]?.at ?? 0)
      const isSpray = tries.length >= 5 && countOf(rows) >= 15 && most >= 2 && most <= 8
      return isSpray && few >= 0.6 * tries.length && lasts >= minutes(5) ? attack(rows) : undefined
    },
  }),
  defineWindow({
    id: 'keyway.password_spray_distributed',
    title: 'Password spray from many addresses',
    severity: 'high',
    description:
      'Within 15 minutes five addresses or more tried eight users or more, at most five times each.',
    tags: ['itdr.s09', 'attack.t1110.003'],
    selects: failures,
    by: () => ['org'],
    keeps,
    withinMs: minutes(15),
    fires(rows) {
      const tries = countsBy(rows, 'user')
      const addresses = distinct(rows, 'ip').length
      const many = addresses >= 5 && tries.length >= 8 && countOf(rows) >= 25
      return many && Math.max(0, ...tries) <= 5 && tries.length >= addresses ? attack(rows) : undefined
    },
  }),
  defineWindow({
    id: stuffing,
    title: 'Credential stuffing',
    severity: 'high',
    description:
      'Within 15 minutes one address tried fifteen users or more, nearly all of them once or twice.',
    tags: ['itdr.s10', 'attack.t1110.004'],
    selects: failures,
    by: ['client.ipAddress'],
    keeps,
    withinMs: minutes(15),
    fires(rows) {
      const tries = countsBy(rows, 'user')
      return countOf(rows) >= 25 && tries.length >= 15 && Math.max(0, ...tries) <= 2
        ? attack(rows)
        : undefined
    },
  }),
  defineWindow({
    id: bruteForce,
    title: 'Brute force on one account',
    severity: 'medium',
    description:
      'Within half an hour ten tries or more of one account, from many addresses, networks or clients, or with changing ' +
      'device tokens.',
    tags: ['itdr.s11', 'attack.t1110.001'],
    selects: failures,
    by: ['actor.alternateId'],
    keeps,
    withinMs: minutes(30),
    fires: (rows) => (isSpread(rows) || isRotated(rows) ? attack(rows) : undefined),
  }),
  defineWindow({
    id: 'keyway.repeated_lockouts',
    title: 'Account locked again and again',
    severity: 'medium',
    description: 'An account was locked three times within three hours.',
    tags: ['itdr.s11', 'attack.t1110.001'],
    selects: 'eventType eq "user.account.lock"',
    by: ['actor.alternateId'],
    keeps: { user: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: minutes(180),
    fires: (rows) => (countOf(rows) >= 3 ? attack(rows) : undefined),
  }),
  defineWindow({
    id: 'keyway.credential_attack_worked',
    title: 'Success after a credential attack',
    severity: 'critical',
    description:
      'Within three hours of a credential attack: a sign-in from the attacking address, or of the attacked user from a new ' +
      'device.',
    tags: ['itdr.s12', 'attack.t1078', 'attack.t1110'],
    selects:
      `(eventType eq "${alertEventType}" and alert.detection in ["${spray}", "${stuffing}", "${bruteForce}"]) or ` +
      '(eventType in ["user.session.start", "user.authentication.sso"] and outcome.result eq "SUCCESS")',
    by: sidesOfAttack,
    keeps: { type: 'eventType', user: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: minutes(180),
    mergeMs: minutes(10),
    fires(rows) {
      const alert = rows.findIndex(({ data }) => data['type'] === alertEventType)
      const after =
        alert === -1 ? [] : rows.slice(alert + 1).filter(({ data }) => data['type'] !== alertEventType)
      return after.length === 0 ? undefined : { user: distinct(after, 'user'), ip: distinct(after, 'ip') }
    },
  }),
  defineEvent({
    id: 'keyway.threat_detected',
    title: 'Okta reports an attack',
    severity: 'medium',
    description: 'ThreatInsight found a threat, or an attack began.',
    tags: ['itdr.s13', 'attack.t1110'],
    selects: 'eventType in ["security.threat.detected", "security.attack.start"]',
  }),
  defineEvent({
    id: 'keyway.breached_credential',
    title: 'Breached credential',
    severity: 'high',
    description: "Okta found a user's password in a collection of breached ones.",
    tags: ['itdr.s13', 'attack.t1110'],
    selects: 'eventType eq "security.breached_credential.detected"',
  }),
]

function attack(rows: readonly WindowEntry[]): Evidence {
  return { attempts: countOf(rows), users: distinct(rows, 'user'), ip: distinct(rows, 'ip') }
}

/** From so many places that it is no person who forgot a password. */
function isSpread(rows: readonly WindowEntry[]): boolean {
  const [addresses, countries, networks, agents] = ['ip', 'country', 'asn', 'agent'].map(
    (field) => distinct(rows, field).length,
  )
  if ((addresses ?? 0) < 5 || countOf(rows) < 10) return false
  return (countries ?? 0) >= 2 || (networks ?? 0) >= 3 || (addresses ?? 0) >= 8 || (agents ?? 0) >= 3
}

/** With device tokens that change as no browser's do, or hardly any. */
function isRotated(rows: readonly WindowEntry[]): boolean {
  const attempts = countOf(rows)
  const tokens = distinct(rows, 'device').length
  const without = countOf(where(rows, 'device', null))
  return (
    (tokens >= 7 && attempts >= 10 && tokens >= 0.5 * attempts) ||
    (attempts >= 12 && tokens > 0 && attempts - without < 0.15 * attempts) ||
    (attempts >= 10 && distinct(rows, 'agent').length >= 5)
  )
}

/** An attack from one address waits for that address, one on a user for that user from a device nobody knows. */
function sidesOfAttack(event: LogEvent): string[] {
  const fromAddress = `ip ${textAt(event, 'client.ipAddress')}`
  const ofUser = `user ${textAt(event, 'actor.alternateId')}`
  if (valueAt(event, 'eventType') === alertEventType) {
    return valueAt(event, 'alert.detection') === bruteForce ? [ofUser] : [fromAddress]
  }
  return isUnfamiliar(event) ? [fromAddress, ofUser] : [fromAddress]
}
