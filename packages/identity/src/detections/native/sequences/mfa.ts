import type { Json } from '@keyway/sdk'
import type { LogEvent } from '../../events/log-event.ts'
import { hours, minutes } from '../../windows/durations.ts'
import type { WindowEntry } from '../../windows/window-logic.ts'
import { defineWindow, type NativeDetection } from '../native-detection.ts'
import { byActor, valueAt } from '../read-event.ts'
import { countOf, since, where, within } from '../rows.ts'

/** How many rejected prompts make an attack; one left open counts half. */
const enough = 5

const prompts = 'eventType in ["user.mfa.okta_verify.deny_push", "user.authentication.auth_via_mfa"]'

/** S01 and S02: somebody is asked again and again, until they give in. */
export const mfaSequences: readonly NativeDetection[] = [
  defineWindow({
    id: 'keyway.mfa_fatigue',
    title: 'MFA fatigue',
    severity: 'high',
    description:
      'Five prompts rejected within an hour and none accepted in between; a prompt left open counts half.',
    tags: ['itdr.s01', 'attack.t1621'],
    selects: prompts,
    by: byActor,
    keeps: { answer, login: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: hours(1),
    fires(rows) {
      const weight = weightOf(since(rows, 'answer', 'accepted'))
      return weight < enough ? undefined : { rejections: weight, login: rows.at(-1)?.data['login'] ?? null }
    },
  }),
  defineWindow({
    id: 'keyway.mfa_fatigue_accepted',
    title: 'MFA fatigue that worked',
    severity: 'critical',
    description: 'Five prompts rejected, then one accepted or a session begun, within ten minutes.',
    tags: ['itdr.s02', 'attack.t1621', 'attack.t1078'],
    selects: `${prompts} or (eventType in ["user.authentication.verify", "user.authentication.sso", "user.session.start"] and outcome.result eq "SUCCESS")`,
    by: byActor,
    keeps: { answer, login: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: minutes(10),
    fires(rows) {
      const newest = rows.at(-1)
      if (newest?.data['answer'] !== 'accepted') return undefined
      const weight = weightOf(since(rows.slice(0, -1), 'answer', 'accepted'))
      if (weight < enough) return undefined
      return { rejections: weight, login: newest.data['login'] ?? null, ip: newest.data['ip'] ?? null }
    },
  }),
]

/**
 * What became of a prompt. Classic Engine has an event of its own for a rejected push; Identity Engine tells by the
 * factor and the reason.
 */
function answer(event: LogEvent): Json {
  const [type, result, reason, factor, push] = [
    'eventType',
    'outcome.result',
    'outcome.reason',
    'debugContext.debugData.factor',
    'debugContext.debugData.pushOnlyResponseType',
  ].map((path) => valueAt(event, path))
  if (type === 'user.mfa.okta_verify.deny_push' || push === 'OV_RESPONSE_DENY') return 'rejected'
  if (factor === 'OKTA_VERIFY_PUSH' && reason === 'INVALID_CREDENTIALS') return 'rejected'
  if (result === 'UNANSWERED' || result === 'ABANDONED') return 'open'
  return result === 'SUCCESS' ? 'accepted' : null
}

function weightOf(rows: readonly WindowEntry[]): number {
  const recent = within(rows, hours(1))
  return countOf(where(recent, 'answer', 'rejected')) + countOf(where(recent, 'answer', 'open')) / 2
}
