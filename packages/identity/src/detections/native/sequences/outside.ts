import { days, hours, minutes } from '../../windows/durations.ts'
import { defineEvent, defineWindow, type NativeDetection } from '../native-detection.ts'
import { targetIds, textAt } from '../read-event.ts'
import { countOf, distinct, textIn } from '../rows.ts'

/** S27, S30 and S33: support, agents of directories, and use beyond what a person does. */
export const outsideSequences: readonly NativeDetection[] = [
  defineEvent({
    id: 'keyway.support_access',
    title: 'Okta support has access',
    severity: 'high',
    description: "Somebody of Okta's support was let into the org, or looked at it.",
    tags: ['itdr.s27', 'attack.t1199'],
    selects:
      'eventType in ["user.session.impersonation.grant", "user.session.impersonation.initiate", "support.org.view", "support.org.update"]',
  }),
  defineEvent({
    id: 'keyway.support_reset',
    title: 'Reset by Okta itself',
    severity: 'high',
    description: 'A password or factor was reset in the name of Okta, without a client that asked for it.',
    tags: ['itdr.s27', 'attack.t1199'],
    selects:
      'actor.alternateId eq "system@okta.com" and eventType in ["user.mfa.factor.reset_all", "user.account.reset_password"]',
    test: (event) =>
      textAt(event, 'client.userAgent.rawUserAgent') === '' &&
      ['', 'unknown'].includes(textAt(event, 'transaction.type').toLowerCase()),
  }),
  defineWindow({
    id: 'keyway.directory_agent_hijacked',
    title: 'Agent of a directory made or moved, then used',
    severity: 'high',
    description:
      'An Active Directory agent was made or changed; critical where it imports users or signs in many within a day.',
    tags: ['itdr.s30', 'attack.t1556.007', 'attack.t1136.003'],
    selects:
      'eventType in ["system.agent.ad.create", "system.agent.ad.update", "system.agent.ad.config_change_detected", ' +
      '"system.agent.ad.import_user", "user.authentication.auth_via_AD_agent"]',
    by: (event) =>
      targetIds(event, 'AdAgent').concat(targetIds(event, 'AD Agent'), targetIds(event, 'Agent')).slice(0, 1),
    keeps: { type: 'eventType', user: 'actor.alternateId', ip: 'client.ipAddress' },
    withinMs: hours(24),
    mergeMs: hours(24),
    fires(rows) {
      const changes = rows.filter(({ data }) =>
        /agent\.ad\.(create|update|config)/.test(textIn(data, 'type')),
      )
      const first = changes[0]?.at
      if (first === undefined) return undefined
      const after = rows.filter((row) => row.at >= first && !changes.includes(row))
      const imported = after.some(({ data }) => data['type'] === 'system.agent.ad.import_user')
      const users = distinct(after, 'user').length
      const by = distinct(changes, 'user')
      return imported || users >= 5 ? { severity: 'critical', by, users } : { by }
    },
  }),
  defineWindow({
    id: 'keyway.account_overactive',
    title: 'Unusually busy account',
    severity: 'low',
    description:
      'An account had more than a thousand sign-ins, openings of applications or tokens within a day, or a hundred and five ' +
      'times what is usual for it.',
    tags: ['itdr.s33', 'attack.t1078', 'attack.t1119'],
    selects:
      'eventType in ["user.session.start", "user.authentication.sso", "app.oauth2.token.grant.access_token", ' +
      '"app.oauth2.as.token.grant.access_token"] and outcome.result eq "SUCCESS"',
    by: ['actor.id'],
    keeps: { login: 'actor.alternateId', usual: 'keyway.usualUses' },
    withinMs: days(1),
    mergeMs: minutes(30),
    fires(rows) {
      const events = countOf(rows)
      const usual = rows.at(-1)?.data['usual'] ?? null
      const most = typeof usual === 'number' ? Math.min(1000, Math.max(100, 5 * usual)) : 1000
      return events <= most ? undefined : { login: distinct(rows, 'login'), events, usual }
    },
  }),
]
