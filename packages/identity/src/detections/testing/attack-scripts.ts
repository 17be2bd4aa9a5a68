import type { Json } from '@keyway/sdk'
import { repeat, type Happening } from './run-script.ts'

type Paths = Readonly<Record<string, Json>>

/** An attack, and something that only looks like it. */
export interface AttackScript {
  /** What an attacker does; the detection finds it. */
  attack: readonly Happening[]
  /** The same but for what matters; it finds nothing. */
  quiet: readonly Happening[]
  severity?: string
}

const fresh = { 'debugContext.debugData.behaviors': '{New Device=POSITIVE, New IP=POSITIVE}' }
const user = (id: string): Json => ({ id, type: 'User', alternateId: `${id}@example.com` })
const failure = (who: string, ip: string): Paths => ({
  eventType: 'user.session.start',
  outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
  'actor.alternateId': who,
  'client.ipAddress': ip,
})
const rejected = { eventType: 'user.mfa.okta_verify.deny_push' }
const login = { eventType: 'user.session.start' }
const spray = repeat(20, (index) => failure(`user${String(index % 5)}`, '192.0.2.1'))
const session = (more: Paths): Paths => ({
  eventType: 'user.authentication.sso',
  'authenticationContext.externalSessionId': 's1',
  'authenticationContext.rootSessionId': 's1',
  client: { ipAddress: '10.0.0.1', userAgent: { os: 'Mac', browser: 'CHROME', rawUserAgent: 'Mozilla' } },
  'securityContext.asNumber': 1,
  ...more,
})
const elsewhere = (rawUserAgent: string): Paths => ({
  client: { ipAddress: '192.0.2.9', userAgent: { os: 'Linux', browser: 'UNKNOWN', rawUserAgent } },
  'securityContext.asNumber': 2,
})
const place = (lat: number, lon: number): Paths => ({
  ...login,
  'client.geographicalContext': { geolocation: { lat, lon }, city: `${String(lat)}`, country: 'X' },
})
const idp = { id: 'idp1', type: 'IdentityProvider' }
const app = { id: 'app1', type: 'AppInstance', displayName: 'Payroll' }
const org2org = { id: 'app2', type: 'AppInstance', displayName: 'Partner', alternateId: 'okta_org2org' }

/** Of each detection of ours over a sequence, by its id. */
export const attackScripts: Readonly<Record<string, AttackScript>> = {
  'keyway.mfa_fatigue': {
    attack: repeat(5, () => rejected),
    quiet: [
      ...repeat(4, () => rejected),
      [5, { eventType: 'user.authentication.auth_via_mfa' }],
      [6, rejected],
    ],
  },
  'keyway.mfa_fatigue_accepted': {
    attack: [...repeat(5, () => rejected), [6, { eventType: 'user.authentication.auth_via_mfa' }]],
    quiet: [...repeat(5, () => rejected), [20, { eventType: 'user.authentication.auth_via_mfa' }]],
    severity: 'critical',
  },
  'keyway.session_hijacked': {
    attack: [
      [0, session({})],
      [60, session(elsewhere('Mozilla'))],
    ],
    quiet: [
      [0, session({})],
      [60, session({ 'client.ipAddress': '10.0.0.2' })],
      [70, session({ ...elsewhere('Mozilla'), 'authenticationContext.externalSessionId': 's2' })],
    ],
  },
  'keyway.session_replayed': {
    attack: [
      [0, session(login)],
      [5, session(elsewhere('python-requests/2.31'))],
    ],
    quiet: [
      [0, session(login)],
      [5, session(elsewhere('Mozilla'))],
    ],
  },
  'keyway.session_context_changed': {
    attack: [
      [0, session({ eventType: 'user.session.context.change', 'client.geographicalContext.country': 'CH' })],
      [1, session({ ...elsewhere('x'), eventType: 'user.session.context.change' })],
    ],
    quiet: [[0, session({})]],
  },
  'keyway.impossible_travel': {
    attack: [
      [0, place(47.4, 8.5)],
      [30, place(40.7, -74)],
    ],
    quiet: [
      [0, place(47.4, 8.5)],
      [60 * 10, place(40.7, -74)],
    ],
  },
  'keyway.password_spray': {
    attack: spray,
    quiet: repeat(20, (index) => failure('user1', `192.0.2.${String(index % 3)}`)),
  },
  'keyway.password_spray_distributed': {
    attack: repeat(30, (index) => failure(`user${String(index % 10)}`, `192.0.2.${String(index % 6)}`), {
      every: 0.3,
    }),
    quiet: repeat(30, (index) => failure(`user${String(index % 7)}`, `192.0.2.${String(index % 6)}`), {
      every: 0.3,
    }),
  },
  'keyway.credential_stuffing': {
    attack: repeat(30, (index) => failure(`user${String(index % 15)}`, '192.0.2.1'), { every: 0.3 }),
    quiet: repeat(30, (index) => failure(`user${String(index % 10)}`, '192.0.2.1'), { every: 0.3 }),
  },
  'keyway.brute_force': {
    attack: repeat(12, (index) => ({
      ...failure('ann', `192.0.2.${String(index % 6)}`),
      'securityContext.asNumber': index % 3,
    })),
    quiet: repeat(12, () => failure('ann', '192.0.2.1')),
  },
  'keyway.repeated_lockouts': {
    attack: repeat(3, () => ({ eventType: 'user.account.lock' }), { every: 30 }),
    quiet: repeat(3, () => ({ eventType: 'user.account.lock' }), { every: 120 }),
  },
  'keyway.credential_attack_worked': {
    attack: [...spray, [30, { ...login, 'client.ipAddress': '192.0.2.1' }]],
    quiet: [
      [0, { ...login, 'client.ipAddress': '192.0.2.1' }],
      ...spray,
      [30, { ...login, 'client.ipAddress': '10.0.0.1' }],
    ],
    severity: 'critical',
  },
  'keyway.threat_detected': single('security.threat.detected', 'security.threat.configuration.update'),
  'keyway.breached_credential': single(
    'security.breached_credential.detected',
    'user.account.update_password',
  ),
  'keyway.identity_provider_used': {
    attack: [
      [0, { eventType: 'system.idp.lifecycle.create', target: [idp] }],
      [60, { eventType: 'user.authentication.auth_via_IDP', target: [idp] }],
    ],
    quiet: [[0, { eventType: 'user.authentication.auth_via_IDP', target: [idp] }]],
    severity: 'critical',
  },
  'keyway.identity_provider_by_new_admin': {
    attack: [
      [0, { eventType: 'user.account.privilege.grant', target: [user('00u1')], 'actor.id': 'boss' }],
      [600, { eventType: 'system.idp.lifecycle.create', target: [idp] }],
    ],
    quiet: [
      [0, { eventType: 'user.account.privilege.grant', target: [user('00u2')], 'actor.id': 'boss' }],
      [600, { eventType: 'system.idp.lifecycle.create', target: [idp] }],
    ],
  },
  'keyway.org_to_org_app': {
    attack: [
      [0, { eventType: 'application.lifecycle.create', target: [org2org] }],
      [9, { eventType: 'application.provision.user.push_password', target: [org2org] }],
    ],
    quiet: [[0, { eventType: 'application.lifecycle.create', target: [app] }]],
    severity: 'critical',
  },
  'keyway.reset_then_access': {
    attack: [
      [0, { eventType: 'user.mfa.factor.reset_all', 'actor.id': 'help', target: [user('00u1')] }],
      [9, { eventType: 'user.mfa.factor.activate', target: [user('00u1')] }],
      [10, { ...login, ...fresh }],
    ],
    quiet: [
      [0, { eventType: 'user.mfa.factor.reset_all', target: [user('00u1')] }],
      [9, { eventType: 'user.mfa.factor.activate', target: [user('00u1')] }],
      [10, { ...login, ...fresh }],
    ],
    severity: 'critical',
  },
  'keyway.mfa_not_restored': {
    attack: [[0, { eventType: 'user.mfa.factor.deactivate', target: [user('00u1')] }]],
    quiet: [
      [0, { eventType: 'user.mfa.factor.deactivate', target: [user('00u1')] }],
      [60, { eventType: 'user.mfa.factor.activate', target: [user('00u1')] }],
    ],
  },
  'keyway.account_revived': {
    attack: [
      [0, { eventType: 'user.lifecycle.unsuspend', 'actor.id': 'help', target: [user('00u1')] }],
      [60, login],
    ],
    quiet: [
      [0, login],
      [60, { eventType: 'user.lifecycle.unsuspend', 'actor.id': 'help', target: [user('00u1')] }],
    ],
  },
  'keyway.dormant_account_used': {
    attack: [
      [-61 * 1440, loginFrom('laptop')],
      [0, loginFrom('stranger')],
    ],
    quiet: [
      [-50 * 1440, loginFrom('laptop')],
      [0, loginFrom('stranger')],
    ],
  },
  'keyway.user_reports_activity': single(
    'user.account.report_suspicious_activity_by_enduser',
    'user.account.lock',
  ),
  'keyway.admin_persistence': {
    attack: [
      [0, { eventType: 'user.session.access_admin_app', ...fresh }],
      [10, { eventType: 'system.api_token.create' }],
    ],
    quiet: [
      [0, { eventType: 'user.session.access_admin_app' }],
      [10, { eventType: 'system.api_token.create' }],
    ],
  },
  'keyway.defences_lowered': {
    attack: ['zone.deactivate', 'policy.rule.update', 'event_hook.deactivated'].map((eventType, index) => [
      index,
      { eventType },
    ]),
    quiet: ['zone.create', 'policy.rule.add', 'policy.lifecycle.create'].map((eventType, index) => [
      index,
      { eventType },
    ]),
  },
  'keyway.privileges_spread': {
    attack: repeat(3, (index) => ({
      eventType: 'user.account.privilege.grant',
      target: [user(`u${String(index)}`)],
    })),
    quiet: repeat(3, () => ({ eventType: 'user.account.privilege.grant', target: [user('u1')] })),
  },
  'keyway.new_account_privileged': {
    attack: [
      [0, { eventType: 'user.lifecycle.create', target: [user('new')] }],
      [60, { eventType: 'user.account.privilege.grant', target: [user('new')] }],
    ],
    quiet: [
      [0, { eventType: 'user.lifecycle.create', target: [user('new')] }],
      [60, { eventType: 'user.account.privilege.grant', target: [user('old')] }],
    ],
  },
  'keyway.admin_activity_spread': {
    attack: repeat(
      10,
      (index) => ({ eventType: 'user.lifecycle.suspend', target: [user(`u${String(index)}`)] }),
      { every: 0.5 },
    ),
    quiet: repeat(
      20,
      (index) => ({ eventType: 'user.lifecycle.suspend', target: [user(`u${String(index % 9)}`)] }),
      { every: 0.4 },
    ),
  },
  'keyway.mass_removal': {
    attack: repeat(21, (index) => ({
      eventType: 'user.lifecycle.deactivate',
      target: [user(`u${String(index)}`)],
    })),
    quiet: repeat(20, (index) => ({
      eventType: 'user.lifecycle.deactivate',
      target: [user(`u${String(index)}`)],
    })),
  },
  'keyway.rate_limit_attack': {
    attack: repeat(3, () => ({ eventType: 'system.org.rate_limit.violation' }), { every: 3 }),
    quiet: repeat(3, () => ({ eventType: 'system.org.rate_limit.violation' }), { every: 6 }),
  },
  'keyway.app_sweep': {
    attack: repeat(16, (index) => openApp(index), { every: 0.2 }),
    quiet: repeat(16, (index) => openApp(index % 15), { every: 0.2 }),
  },
  'keyway.passwords_taken': {
    attack: [[0, { eventType: 'application.provision.user.push_password', target: [app, user('u1')] }]],
    quiet: [[0, { eventType: 'application.user_membership.show_password', target: [app, user('00u1')] }]],
  },
  'keyway.password_hook_made': {
    attack: [[0, { eventType: 'inline_hook.created', target: [{ displayName: 'Password import' }] }]],
    quiet: [[0, { eventType: 'inline_hook.created', target: [{ displayName: 'Registration' }] }]],
  },
  'keyway.token_reused': single('app.oauth2.token.detect_reuse', 'app.oauth2.token.grant'),
  'keyway.client_probed': {
    attack: ['10.0.0.1', '10.0.0.2'].map((ip, index) => [
      index,
      { eventType: 'app.oauth2.client.read_client_secret', target: [app], 'client.ipAddress': ip },
    ]),
    quiet: ['10.0.0.1', '10.0.0.1'].map((ip, index) => [
      index,
      { eventType: 'app.oauth2.client.read_client_secret', target: [app], 'client.ipAddress': ip },
    ]),
  },
  'keyway.token_elsewhere': {
    attack: [
      [0, tokenUse(1)],
      [10, tokenUse(2)],
    ],
    quiet: [
      [0, tokenUse(1)],
      [10, tokenUse(1)],
    ],
  },
  'keyway.token_out_of_range': single(
    'system.api_token.request_outside_allowed_range',
    'system.api_token.create',
  ),
  'keyway.support_access': single('user.session.impersonation.grant', 'user.session.impersonation.end'),
  'keyway.support_reset': {
    attack: [
      [
        0,
        {
          eventType: 'user.mfa.factor.reset_all',
          'actor.alternateId': 'system@okta.com',
          target: [user('u1')],
        },
      ],
    ],
    quiet: [[0, { eventType: 'user.mfa.factor.reset_all', target: [user('u1')] }]],
  },
  'keyway.directory_agent_hijacked': {
    attack: [
      [0, { eventType: 'system.agent.ad.create', target: [{ id: 'agent', type: 'AdAgent' }] }],
      [60, { eventType: 'system.agent.ad.import_user', target: [{ id: 'agent', type: 'AdAgent' }] }],
    ],
    quiet: [[60, { eventType: 'system.agent.ad.import_user', target: [{ id: 'agent', type: 'AdAgent' }] }]],
    severity: 'critical',
  },
  'keyway.account_overactive': {
    attack: repeat(1001, () => login, { every: 1 }),
    quiet: repeat(1001, () => login, { every: 2 }),
  },
}

function single(match: string, other: string): AttackScript {
  return { attack: [[0, { eventType: match }]], quiet: [[0, { eventType: other }]] }
}

function openApp(index: number): Paths {
  return {
    eventType: 'user.authentication.sso',
    target: [{ id: `app${String(index)}`, type: 'AppInstance', displayName: 'App' }],
  }
}

function loginFrom(device: string): Paths {
  return { ...login, 'debugContext.debugData.dtHash': device }
}

function tokenUse(asNumber: number): Paths {
  return {
    eventType: 'user.lifecycle.update',
    'transaction.detail': { requestApiTokenId: 'T1' },
    'securityContext.asNumber': asNumber,
  }
}
