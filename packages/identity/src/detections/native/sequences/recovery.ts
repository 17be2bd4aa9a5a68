import type { Json, JsonObject } from '@keyway/sdk'
import type { LogEvent } from '../../events/log-event.ts'
import { toText } from '../../events/log-event.ts'
import { hours } from '../../windows/durations.ts'
import { defineEvent, defineWindow, type NativeDetection } from '../native-detection.ts'
import { isBySystem, isNewTo, isUnfamiliar, targetIds, textAt, valueAt } from '../read-event.ts'
import { distinct, textIn } from '../rows.ts'

const resets = '["user.mfa.factor.reset_all", "user.mfa.factor.deactivate", "user.account.reset_password"]'
const signIns = '["user.session.start", "user.authentication.sso"]'

/** S16, S17, S28 and S29: accounts that change hands. */
export const recoverySequences: readonly NativeDetection[] = [
  defineWindow({
    id: 'keyway.reset_then_access',
    title: 'Reset by another, new factor, new place',
    severity: 'critical',
    description:
      'Within a day somebody else reset a password or a factor, a factor was enrolled, and the user came from a new ' +
      'device, address or country; medium where only two of the three happened.',
    tags: ['itdr.s16', 'attack.t1556.006', 'attack.t1656'],
    selects: `(eventType in ${resets} or eventType eq "user.mfa.factor.activate" or eventType in ${signIns}) and outcome.result eq "SUCCESS"`,
    by: affectedUser,
    keeps: { step: stepOf, actor: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: hours(24),
    fires(rows) {
      const steps = rows.map(({ data }) => data['step'] ?? null)
      const reset = steps.indexOf('reset')
      if (reset === -1) return undefined
      const enrolled = steps.indexOf('enrolled', reset)
      const entered = steps.indexOf('entered', enrolled === -1 ? reset : enrolled)
      if (entered === -1) return undefined
      const evidence = {
        resetBy: distinct(rows.slice(reset, reset + 1), 'actor'),
        ip: distinct(rows.slice(entered), 'ip'),
      }
      return enrolled === -1 ? { severity: 'medium', ...evidence } : evidence
    },
  }),
  defineWindow({
    id: 'keyway.mfa_not_restored',
    title: 'MFA removed and not put back',
    severity: 'medium',
    description: 'A factor was removed, or all were reset, and none was enrolled within twelve hours.',
    tags: ['itdr.s17', 'attack.t1556.006'],
    selects:
      'eventType in ["user.mfa.factor.deactivate", "user.mfa.factor.reset_all", "user.mfa.factor.activate"] and ' +
      'outcome.result eq "SUCCESS" and not (debugContext.debugData.factor co "QUESTION")',
    by: (event) => targetIds(event, 'User'),
    keeps: { type: 'eventType', actor: 'actor.alternateId' },
    withinMs: hours(12),
    begins: (data) => data['type'] !== 'user.mfa.factor.activate',
    firesAtEnd: (rows) =>
      rows.some(({ data }) => data['type'] === 'user.mfa.factor.activate')
        ? undefined
        : { removedBy: distinct(rows, 'actor') },
  }),
  defineWindow({
    id: 'keyway.account_revived',
    title: 'Account revived and used',
    severity: 'high',
    description: 'A deactivated or suspended account was brought back, and signed in within a day.',
    tags: ['itdr.s28', 'attack.t1078'],
    selects: `eventType in ["user.lifecycle.reactivate", "user.lifecycle.unsuspend"] or (eventType in ${signIns} and outcome.result eq "SUCCESS")`,
    by: affectedUser,
    keeps: { type: 'eventType', actor: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: hours(24),
    mergeMs: hours(24),
    fires(rows) {
      const revived = rows.findIndex(({ data }) => textIn(data, 'type').startsWith('user.lifecycle.'))
      const after = rows.slice(revived + 1).filter(({ data }) => !isLifecycle(data))
      if (revived === -1 || after.length === 0) return undefined
      return { revivedBy: distinct(rows.slice(revived, revived + 1), 'actor'), ip: distinct(after, 'ip') }
    },
  }),
  defineEvent({
    id: 'keyway.dormant_account_used',
    title: 'Dormant account used from elsewhere',
    severity: 'high',
    description:
      'Somebody signed in after sixty days of silence, from a device or a country that was not seen before.',
    tags: ['itdr.s28', 'attack.t1078'],
    selects: `eventType in ${signIns} and outcome.result eq "SUCCESS" and keyway.silentDays ge 60`,
    test: (event) => !isBySystem(event) && (isNewTo(event, 'Device') || isNewTo(event, 'Country')),
  }),
  defineEvent({
    id: 'keyway.user_reports_activity',
    title: 'User reports suspicious activity',
    severity: 'high',
    description: 'A user says that a sign-in, a factor or a reset was not theirs.',
    tags: ['itdr.s29', 'attack.t1078', 'attack.t1586'],
    selects: 'eventType eq "user.account.report_suspicious_activity_by_enduser"',
  }),
]

function isLifecycle(data: JsonObject): boolean {
  return textIn(data, 'type').startsWith('user.lifecycle.')
}

/** Whose account it is: the target of what others do, the actor of sign-ins. */
function affectedUser(event: LogEvent): string[] {
  const type = textAt(event, 'eventType')
  if (type.startsWith('user.session.') || type.startsWith('user.authentication.')) {
    return [toText(valueAt(event, 'actor.id'))].filter((id) => id !== undefined)
  }
  return targetIds(event, 'User')
}

function stepOf(event: LogEvent): Json {
  const type = textAt(event, 'eventType')
  if (type === 'user.mfa.factor.activate') return 'enrolled'
  if (type.startsWith('user.session.') || type.startsWith('user.authentication.')) {
    return isUnfamiliar(event) ? 'entered' : null
  }
  return targetIds(event, 'User').includes(textAt(event, 'actor.id')) ? null : 'reset'
}
