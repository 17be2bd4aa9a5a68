import { days, minutes } from '../../windows/durations.ts'
import { defineWindow, type NativeDetection } from '../native-detection.ts'
import { byActor, hasBehaviour, isNewTo, targetIds, textAt } from '../read-event.ts'
import { countOf, distinct, textIn, where, within } from '../rows.ts'

const grants =
  '["user.account.privilege.grant", "group.privilege.grant", "iam.resourceset.bindings.add", "iam.role.permissions.add", ' +
  '"app.oauth2.client.privilege.grant"]'

const persistence =
  '["system.api_token.create", "app.oauth2.client.lifecycle.create", "app.oauth2.client.privilege.grant", ' +
  '"system.idp.lifecycle.create", "user.account.privilege.grant"]'

const entersConsole =
  'eventType eq "user.session.access_admin_app" or (eventType eq "policy.evaluate_sign_on" and target.displayName eq "Okta Admin Console")'

const weakening = /deactivate|delete|disabled|\.update$/

/** S18 to S21 and S31: what an administrator does who should not be one. */
export const administratorSequences: readonly NativeDetection[] = [
  defineWindow({
    id: 'keyway.admin_persistence',
    title: 'Administrator from a new device makes a way back in',
    severity: 'critical',
    description:
      'Within an hour of entering the Admin Console from a new device or address: an API token, a client, an identity ' +
      'provider or an admin role.',
    tags: ['itdr.s18', 'attack.t1098', 'attack.t1078.004'],
    selects: `(${entersConsole}) or eventType in ${persistence}`,
    by: byActor,
    keeps: {
      type: 'eventType',
      entered: (event) =>
        hasBehaviour(event, 'New Device') || hasBehaviour(event, 'New IP') || isNewTo(event, 'Device'),
      login: 'actor.alternateId',
      ip: 'client.ipAddress',
    },
    withinMs: minutes(60),
    fires(rows) {
      const entry = rows.findIndex(({ data }) => data['entered'] === true && isConsole(data['type']))
      const made = entry === -1 ? [] : rows.slice(entry).filter(({ data }) => !isConsole(data['type']))
      return made.length === 0 ? undefined : { login: distinct(made, 'login'), did: distinct(made, 'type') }
    },
  }),
  defineWindow({
    id: 'keyway.defences_lowered',
    title: 'Several defences lowered',
    severity: 'high',
    description:
      'Within half an hour somebody changed three kinds of defences, at least one of them for the worse.',
    tags: ['itdr.s19', 'attack.t1562', 'attack.t1562.008'],
    selects:
      '(eventType sw "system.log_stream.lifecycle." and not (eventType ew ".create")) or eventType sw "zone." or ' +
      'eventType sw "policy.lifecycle." or eventType sw "policy.rule." or eventType in ["network_zone.rule.disabled", ' +
      '"security.threat.configuration.update", "security.protected_action.settings.update", "event_hook.deactivated", ' +
      '"event_hook.deleted", "security.attack_protection.settings.update"]',
    by: byActor,
    keeps: { type: 'eventType', login: 'actor.alternateId' },
    withinMs: minutes(30),
    mergeMs: minutes(30),
    fires(rows) {
      const types = distinct(rows, 'type')
      if (types.length < 3 || !rows.some(({ data }) => weakening.test(textIn(data, 'type')))) return undefined
      return { login: distinct(rows, 'login'), did: types }
    },
  }),
  defineWindow({
    id: 'keyway.privileges_spread',
    title: 'Privileges granted to many, or to oneself',
    severity: 'high',
    description:
      'Within an hour: admin rights for three or more, for oneself, or super administrator for anybody.',
    tags: ['itdr.s20', 'attack.t1098.003'],
    selects: `eventType in ${grants}`,
    by: byActor,
    keeps: {
      target: (event) =>
        targetIds(event, 'User')[0] ??
        targetIds(event, 'UserGroup')[0] ??
        targetIds(event, 'AppInstance')[0] ??
        null,
      self: (event) => targetIds(event, 'User').some((id) => textAt(event, 'actor.id') === id),
      privilege: 'debugContext.debugData.privilegeGranted',
      login: 'actor.alternateId',
    },
    withinMs: minutes(60),
    fires(rows) {
      const targets = distinct(rows, 'target')
      const self = where(rows, 'self', true).length > 0
      const highest = rows.some(({ data }) => /super administrator/i.test(textIn(data, 'privilege')))
      if (targets.length < 3 && !self && !highest) return undefined
      return { login: distinct(rows, 'login'), targets, self, superAdministrator: highest }
    },
  }),
  defineWindow({
    id: 'keyway.new_account_privileged',
    title: 'Fresh account made administrator',
    severity: 'high',
    description: 'An account got admin rights within seven days of its creation.',
    tags: ['itdr.s20', 'attack.t1098.003'],
    selects: 'eventType in ["user.lifecycle.create", "user.account.privilege.grant"]',
    by: (event) => targetIds(event, 'User'),
    keeps: { type: 'eventType', login: 'actor.alternateId' },
    withinMs: days(7),
    mergeMs: days(7),
    fires(rows) {
      const created = rows.findIndex(({ data }) => data['type'] === 'user.lifecycle.create')
      const granted = created === -1 ? [] : where(rows.slice(created), 'type', 'user.account.privilege.grant')
      return granted.length === 0
        ? undefined
        : {
            createdBy: distinct(rows.slice(created, created + 1), 'login'),
            grantedBy: distinct(granted, 'login'),
          }
    },
  }),
  defineWindow({
    id: 'keyway.admin_activity_spread',
    title: 'Administrator touches very many',
    severity: 'medium',
    description:
      'Within ten minutes one administrator changed ten or more users, groups, applications or policies.',
    tags: ['itdr.s21', 'attack.t1098'],
    selects:
      '(eventType sw "user.lifecycle." or eventType sw "user.account." or eventType sw "user.mfa.factor." or ' +
      'eventType sw "group." or eventType sw "application." or eventType sw "policy.") and target.id pr and ' +
      'outcome.result eq "SUCCESS" and not (eventType eq "policy.evaluate_sign_on")',
    by: byActor,
    keeps: { target: (event) => changedByOthers(event), login: 'actor.alternateId' },
    withinMs: minutes(10),
    mergeMs: minutes(10),
    fires(rows) {
      const targets = distinct(rows, 'target')
      return targets.length < 10 ? undefined : { login: distinct(rows, 'login'), targets: targets.length }
    },
  }),
  defineWindow({
    id: 'keyway.mass_removal',
    title: 'Mass removal',
    severity: 'high',
    description:
      'Within half an hour somebody deactivated, suspended or deleted more than twenty users, groups or applications.',
    tags: ['itdr.s31', 'attack.t1531'],
    selects:
      'eventType in ["user.lifecycle.deactivate", "user.lifecycle.suspend", "user.lifecycle.delete.initiated", ' +
      '"group.lifecycle.delete", "application.lifecycle.delete", "user.lifecycle.password_mass_expiry"]',
    by: ['actor.id'],
    keeps: {
      target: 'target.id',
      type: 'eventType',
      login: 'actor.alternateId',
    },
    withinMs: minutes(30),
    fires(rows) {
      const expired = where(rows, 'type', 'user.lifecycle.password_mass_expiry').length > 0
      if (distinct(rows, 'target').length <= 20 && !expired) return undefined
      return {
        login: distinct(rows, 'login'),
        targets: distinct(rows, 'target').length,
        did: distinct(rows, 'type'),
      }
    },
  }),
  defineWindow({
    id: 'keyway.rate_limit_attack',
    title: 'Rate limits exceeded again and again',
    severity: 'high',
    description: 'Okta refused requests of the org for their number three times within ten minutes.',
    tags: ['itdr.s31', 'attack.t1499'],
    selects: 'eventType in ["system.org.rate_limit.violation", "core.concurrency.org.limit.violation"]',
    by: () => ['org'],
    keeps: { type: 'eventType', actor: 'actor.alternateId' },
    withinMs: minutes(10),
    fires: (rows) =>
      countOf(within(rows, minutes(10))) >= 3
        ? { violations: countOf(rows), by: distinct(rows, 'actor') }
        : undefined,
  }),
]

function isConsole(type: unknown): boolean {
  return type === 'user.session.access_admin_app' || type === 'policy.evaluate_sign_on'
}

/** What somebody does to their own account is no administration. */
function changedByOthers(event: Parameters<typeof byActor>[0]): string | null {
  const target = textAt(event, 'target.id')
  return target === '' || target === textAt(event, 'actor.id') ? null : target
}
