import { days, hours, minutes } from '../../windows/durations.ts'
import { defineEvent, defineWindow, type NativeDetection } from '../native-detection.ts'
import { targetIds, textAt, valueAt } from '../read-event.ts'
import { distinct, where, within } from '../rows.ts'

/** S22 to S24 and S26: applications, passwords and tokens in the wrong hands. */
export const applicationSequences: readonly NativeDetection[] = [
  defineWindow({
    id: 'keyway.app_sweep',
    title: 'Sweep through applications',
    severity: 'medium',
    description: 'Somebody opened more than fifteen applications within five minutes.',
    tags: ['itdr.s22', 'attack.t1538'],
    selects: 'eventType eq "user.authentication.sso" and outcome.result eq "SUCCESS"',
    by: ['actor.id'],
    keeps: {
      app: (event) => targetIds(event, 'AppInstance')[0] ?? null,
      login: 'actor.alternateId',
      ip: 'client.ipAddress',
    },
    withinMs: minutes(5),
    fires(rows) {
      const apps = distinct(rows, 'app').length
      return apps <= 15 ? undefined : { apps, login: distinct(rows, 'login'), ip: distinct(rows, 'ip') }
    },
  }),
  defineWindow({
    id: 'keyway.passwords_taken',
    title: 'Passwords leave the org',
    severity: 'critical',
    description:
      'Passwords are pushed to an application for the first time in 30 days or for five users within an hour, or somebody ' +
      "looks at another's.",
    tags: ['itdr.s23', 'attack.t1555', 'attack.t1556'],
    selects:
      'eventType in ["application.provision.user.push_password", "application.provision.user.push_okta_password", ' +
      '"application.user_membership.show_password"] or (eventType eq "application.lifecycle.update" and outcome.reason co ' +
      '"Pushing user passwords")',
    by: (event) => targetIds(event, 'AppInstance'),
    keeps: {
      user: (event) => targetIds(event, 'User')[0] ?? targetIds(event, 'AppUser')[0] ?? null,
      own: (event) =>
        valueAt(event, 'eventType') === 'application.user_membership.show_password' &&
        targetIds(event, 'User').includes(textAt(event, 'actor.id')),
      login: 'actor.alternateId',
    },
    withinMs: days(30),
    mergeMs: hours(1),
    fires(rows) {
      const taken = where(rows, 'own', false)
      const users = distinct(within(taken, hours(1)), 'user').length
      if (taken.length === 0 || (taken.length > 1 && users < 5)) return undefined
      return { by: distinct(taken, 'login'), users }
    },
  }),
  defineEvent({
    id: 'keyway.password_hook_made',
    title: 'Hook that sees passwords',
    severity: 'high',
    description: 'An inline hook for the import of passwords was made: it is sent what users type.',
    tags: ['itdr.s23', 'attack.t1556'],
    selects:
      'eventType eq "inline_hook.created" and (debugContext.debugData.hookType co "credentials" or target.displayName co "password" or target.detailEntry.type co "credentials")',
  }),
  defineEvent({
    id: 'keyway.token_reused',
    title: 'Refresh token used twice',
    severity: 'high',
    description: 'A refresh token that was used up came again: somebody else has a copy.',
    tags: ['itdr.s24', 'attack.t1528', 'attack.t1550.001'],
    selects: 'eventType in ["app.oauth2.token.detect_reuse", "app.oauth2.as.token.detect_reuse"]',
  }),
  defineWindow({
    id: 'keyway.client_probed',
    title: 'Client used where it should not be',
    severity: 'high',
    description:
      'Within a day a client was refused a scope or a redirect, or had its secret read, from two addresses or more.',
    tags: ['itdr.s24', 'attack.t1528'],
    selects:
      '(eventType eq "app.oauth2.as.token.grant" and outcome.result eq "FAILURE" and outcome.reason co "no_matching_scope") or ' +
      '(eventType eq "app.oauth2.token.grant" and outcome.result eq "FAILURE" and outcome.reason eq "mismatched_redirect_uri") or ' +
      'eventType eq "app.oauth2.client.read_client_secret"',
    by: (event) => {
      const clients = [...targetIds(event, 'PublicClientApp'), ...targetIds(event, 'AppInstance')]
      return clients.length > 0 ? clients.slice(0, 1) : [textAt(event, 'actor.id')]
    },
    keeps: { type: 'eventType', ip: 'client.ipAddress' },
    withinMs: days(1),
    mergeMs: days(1),
    fires(rows) {
      const ip = distinct(rows, 'ip')
      return ip.length < 2 ? undefined : { ip, did: distinct(rows, 'type') }
    },
  }),
  defineEvent({
    id: 'keyway.token_elsewhere',
    title: 'API token from a new network or country',
    severity: 'high',
    description:
      'A token that was used before comes from a network or country that it did not come from in 30 days.',
    tags: ['itdr.s26', 'attack.t1528', 'attack.t1078'],
    selects: 'transaction.detail.requestApiTokenId pr and keyway.newPlace eq true',
  }),
  defineEvent({
    id: 'keyway.token_out_of_range',
    title: 'API token outside its networks',
    severity: 'high',
    description: 'A token was used from outside the networks that it is allowed in.',
    tags: ['itdr.s26', 'attack.t1528'],
    selects: 'eventType eq "system.api_token.request_outside_allowed_range"',
  }),
]
