import { days, hours, minutes } from '../windows/durations.ts'
import type { WindowEntry } from '../windows/window-logic.ts'
import { defineWindow, type NativeDetection } from './native-detection.ts'
import { targetIds } from './read-event.ts'
import { distinct, where } from './rows.ts'

/** Rules that Okta's catalogue has as aggregations of another product, over events of the System Log. */
export const catalogueWindows: readonly NativeDetection[] = [
  defineWindow({
    id: 'keyway.device_of_several_users',
    title: 'Device registered to several users',
    severity: 'high',
    description: 'Two or more users enrolled the same device within 30 days.',
    tags: ['itdr.s25', 'attack.t1556.006', 'attack.t1098.005'],
    replaces: 'f2ae6164',
    selects: 'eventType eq "device.user.add"',
    by: ['target.detailEntry.oktaDeviceId'],
    keeps: { user: 'actor.id', login: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: days(30),
    fires: severalUsers,
  }),
  defineWindow({
    id: 'keyway.phone_of_several_users',
    title: 'Phone number registered to several users',
    severity: 'high',
    description: 'Two or more users verified the same phone within 30 days.',
    tags: ['itdr.s25', 'attack.t1556.006'],
    replaces: 'd1e09d98',
    selects: 'eventType eq "system.sms.send_phone_verification_message"',
    by: (event) => targetIds(event, 'MobilePhone'),
    keeps: { user: 'actor.id', login: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: days(30),
    fires: severalUsers,
  }),
  defineWindow({
    id: 'keyway.rapid_app_access',
    title: 'Rapid access to applications',
    severity: 'medium',
    description: 'Somebody opened ten or more applications within a minute.',
    tags: ['itdr.s22', 'attack.t1538'],
    replaces: '2c6f8d09',
    selects:
      'eventType eq "user.authentication.sso" and outcome.result eq "SUCCESS" and ' +
      'debugContext.debugData.initiationType eq "IDP_INITIATED"',
    by: ['actor.id'],
    keeps: { app: 'target.0.id', login: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: minutes(1),
    fires(rows) {
      const apps = distinct(rows, 'app')
      return apps.length < 10 ? undefined : { apps, login: distinct(rows, 'login'), ip: distinct(rows, 'ip') }
    },
  }),
  defineWindow({
    id: 'keyway.mfa_abandonment',
    title: 'Suspicious MFA abandonment',
    severity: 'medium',
    description:
      'Within an hour, from one address: more than five prompts of one user left open, prompts of more than five users, or ' +
      'one through a proxy.',
    tags: ['attack.t1621'],
    replaces: 'b62937f1',
    selects:
      'eventType eq "user.authentication.auth_via_mfa" and outcome.result in ["UNANSWERED", "ABANDONED"]',
    by: ['client.ipAddress'],
    keeps: { user: 'actor.id', login: 'actor.alternateId', proxy: 'securityContext.isProxy' },
    withinMs: hours(1),
    fires(rows) {
      const users = distinct(rows, 'user').length
      const proxied = where(rows, 'proxy', true).length
      if (!((users === 1 && rows.length > 5) || users > 5 || proxied > 0)) return undefined
      return { users, prompts: rows.length, throughProxy: proxied, login: distinct(rows, 'login') }
    },
  }),
  defineWindow({
    id: 'keyway.session_cookie_reuse',
    title: 'Suspicious use of a session cookie',
    severity: 'high',
    description:
      'One device token of one user, from several addresses and several systems or browsers, within a day.',
    tags: ['attack.t1539'],
    replaces: '5532601c',
    selects: 'eventType eq "policy.evaluate_sign_on" and outcome.result in ["ALLOW", "SUCCESS"]',
    by: ['debugContext.debugData.dtHash', 'actor.alternateId'],
    keeps: { ip: 'client.ipAddress', os: 'client.userAgent.os', browser: 'client.userAgent.browser' },
    withinMs: hours(24),
    fires(rows) {
      const [ip, os, browser] = [distinct(rows, 'ip'), distinct(rows, 'os'), distinct(rows, 'browser')]
      return ip.length > 1 && (os.length > 1 || browser.length > 1) ? { ip, os, browser } : undefined
    },
  }),
  defineWindow({
    id: 'keyway.push_answered_elsewhere',
    title: 'Mismatch between source and response of a push',
    severity: 'high',
    description:
      'In one session pushes were rejected, or few of several answered, while addresses changed and the source was a new ' +
      'device at a new address.',
    tags: ['itdr.s03', 'attack.t1621'],
    replaces: '6d16360e',
    selects:
      'eventType eq "system.push.send_factor_verify_push" or ' +
      '(eventType eq "user.authentication.auth_via_mfa" and debugContext.debugData.factor eq "OKTA_VERIFY_PUSH")',
    by: ['authenticationContext.externalSessionId'],
    keeps: {
      type: 'eventType',
      result: 'outcome.result',
      ip: 'client.ipAddress',
      newDevice: 'debugContext.debugData.behaviors.New Device',
      newIp: 'debugContext.debugData.behaviors.New IP',
    },
    withinMs: hours(1),
    fires: answeredElsewhere,
  }),
  defineWindow({
    id: 'keyway.app_requests_failed',
    title: 'Several failed requests to applications',
    severity: 'high',
    description: 'In one session more than two challenges of applications, less than half of them met.',
    tags: ['attack.t1550.004', 'attack.t1538'],
    replaces: '17dbb021',
    selects:
      '(eventType eq "policy.evaluate_sign_on" and outcome.result eq "CHALLENGE") or ' +
      '(eventType eq "user.authentication.sso" and outcome.result eq "SUCCESS")',
    by: ['authenticationContext.externalSessionId', 'actor.id', 'client.ipAddress'],
    keeps: { type: 'eventType', app: 'target.0.id' },
    withinMs: hours(24),
    fires: challengesUnmet,
  }),
]

function severalUsers(rows: readonly WindowEntry[]): { users: string[] } | undefined {
  if (distinct(rows, 'user').length < 2) return undefined
  return { users: distinct(rows, 'login').map(String) }
}

/** Okta sends a push to each of a user's devices; those of the same two seconds are one. */
const samePushMs = 2000

function answeredElsewhere(
  rows: readonly WindowEntry[],
): { pushes: number; successes: number; rejections: number } | undefined {
  const sent = where(rows, 'type', 'system.push.send_factor_verify_push')
  const pushes = new Set(where(sent, 'result', 'SUCCESS').map(({ at }) => Math.floor(at / samePushMs))).size
  const answers = where(rows, 'type', 'user.authentication.auth_via_mfa')
  const successes = where(answers, 'result', 'SUCCESS').length
  const rejections = where(answers, 'result', 'FAILURE').length
  const fewAnswered = pushes > 2 && successes / pushes < 0.5
  if (!fewAnswered && rejections === 0) return undefined
  const suspect =
    where(sent, 'newDevice', 'POSITIVE').length > 0 && where(sent, 'newIp', 'POSITIVE').length > 0
  return suspect && distinct(rows, 'ip').length > 1 ? { pushes, successes, rejections } : undefined
}

/** Only applications that challenged count: one that was open anyway says nothing. */
function challengesUnmet(
  rows: readonly WindowEntry[],
): { challenges: number; successes: number } | undefined {
  const challenged = where(rows, 'type', 'policy.evaluate_sign_on')
  const apps = distinct(challenged, 'app')
  const successes = where(rows, 'type', 'user.authentication.sso').filter(({ data }) =>
    apps.includes(data['app'] ?? null),
  ).length
  const challenges = challenged.length
  return challenges > 2 && successes / challenges < 0.5 ? { challenges, successes } : undefined
}
