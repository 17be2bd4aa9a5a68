import { toText } from '../../events/log-event.ts'
import { days, hours } from '../../windows/durations.ts'
import { defineWindow, type NativeDetection } from '../native-detection.ts'
import { targetId, targetIds, targetsOf, textAt } from '../read-event.ts'
import { distinct, where, textIn } from '../rows.ts'

const made =
  '["system.idp.lifecycle.create", "system.idp.lifecycle.update", "system.idp.lifecycle.activate", "system.idp.key.create"]'
const used = '["user.authentication.auth_via_IDP", "user.authentication.auth_via_inbound_SAML"]'
const granted = '["user.account.privilege.grant", "group.privilege.grant", "iam.resourceset.bindings.add"]'

/** S14 and S15: another party's users come in as ours. */
export const federationSequences: readonly NativeDetection[] = [
  defineWindow({
    id: 'keyway.identity_provider_used',
    title: 'Identity provider made or changed',
    severity: 'high',
    description:
      'An identity provider was made or changed; critical where somebody signs in through it within a day.',
    tags: ['itdr.s14', 'attack.t1484.002', 'attack.t1199'],
    selects: `eventType in ${made} or (eventType in ${used} and outcome.result eq "SUCCESS")`,
    by: (event) => targetIds(event, 'IdentityProvider'),
    keeps: { type: 'eventType', actor: 'actor.alternateId' },
    withinMs: hours(24),
    mergeMs: hours(24),
    fires(rows) {
      const changes = rows.filter(({ data }) => textIn(data, 'type').startsWith('system.idp.'))
      if (changes.length === 0) return undefined
      const first = changes[0]?.at ?? 0
      const signedIn = distinct(
        rows.filter(({ at, data }) => at >= first && textIn(data, 'type').startsWith('user.')),
        'actor',
      )
      const by = distinct(changes, 'actor')
      return signedIn.length === 0 ? { by } : { severity: 'critical', by, signedIn }
    },
  }),
  defineWindow({
    id: 'keyway.identity_provider_by_new_admin',
    title: 'New administrator makes an identity provider',
    severity: 'critical',
    description:
      'Somebody who was given an admin role made or changed an identity provider within seven days.',
    tags: ['itdr.s14', 'attack.t1484.002', 'attack.t1098'],
    selects: `eventType in ${granted} or eventType in ${made}`,
    by: (event) =>
      textAt(event, 'eventType').startsWith('system.idp.')
        ? [textAt(event, 'actor.id')]
        : targetIds(event, 'User'),
    keeps: { type: 'eventType', actor: 'actor.alternateId', provider: targetId('IdentityProvider') },
    withinMs: days(7),
    fires(rows) {
      const grant = rows.findIndex(({ data }) => !textIn(data, 'type').startsWith('system.idp.'))
      const after = grant === -1 ? [] : rows.slice(grant).filter(({ data }) => data['provider'] !== null)
      return after.length === 0
        ? undefined
        : { by: distinct(after, 'actor'), provider: distinct(after, 'provider') }
    },
  }),
  defineWindow({
    id: 'keyway.org_to_org_app',
    title: 'Application that joins orgs',
    severity: 'high',
    description:
      'An Okta Org2Org application was made, changed or activated; critical where passwords are pushed to it within a day.',
    tags: ['itdr.s15', 'attack.t1199'],
    selects:
      'eventType in ["application.lifecycle.create", "application.lifecycle.update", "application.lifecycle.activate", ' +
      '"application.provision.user.push_password"]',
    by: (event) => targetIds(event, 'AppInstance'),
    keeps: {
      type: 'eventType',
      actor: 'actor.alternateId',
      joins: (event) =>
        targetsOf(event).some(({ displayName, alternateId }) =>
          [displayName, alternateId].some((name = null) => /org2org/i.test(toText(name) ?? '')),
        ),
    },
    withinMs: hours(24),
    mergeMs: hours(24),
    fires(rows) {
      const changes = where(rows, 'joins', true).filter(
        ({ data }) => data['type'] !== 'application.provision.user.push_password',
      )
      if (changes.length === 0) return undefined
      const pushes = where(rows, 'type', 'application.provision.user.push_password')
      const by = distinct(changes, 'actor')
      return pushes.length === 0 ? { by } : { severity: 'critical', by, pushes: pushes.length }
    },
  }),
]
