/* oxlint-disable typescript/no-unsafe-type-assertion -- bodies are those of the healthy org */
import type { JsonObject } from '@keyway/sdk'
import { addObject, bodyOf, daysAgo, type OrgBodies } from '../org-bodies.ts'
import { drop, set, type Fault } from './fault.ts'

export const orgFaults: readonly Fault[] = [
  {
    check: 'ORG-01',
    object: 'org',
    make: (org) => set(org, { kind: 'setting_threat_insight', change: { action: 'none' } }),
  },
  {
    check: 'ORG-02',
    object: 'org',
    make: (org) => set(org, { kind: 'zone', id: 'z-anonymous', change: { status: 'INACTIVE' } }),
  },
  { check: 'ORG-03', object: 'r-session', make: (org) => sign(org, 'r-session', { requireFactor: false }) },
  {
    check: 'ORG-04',
    object: 'r-session',
    make: (org) => sign(org, 'r-session', { session: { maxSessionIdleMinutes: 240 } }),
  },
  {
    check: 'ORG-05',
    object: 'r-session',
    make: (org) => sign(org, 'r-session', { session: { maxSessionLifetimeMinutes: 0 } }),
  },
  {
    check: 'ORG-06',
    object: 'r-session',
    make: (org) => sign(org, 'r-session', { session: { usePersistentCookie: true } }),
  },
  { check: 'ORG-07', object: 'p-session', profile: 'stig', make: () => undefined },
  { check: 'ORG-08', object: 'p-password', make: (org) => password(org, 'complexity', { minLength: 8 }) },
  {
    check: 'ORG-09',
    object: 'p-password',
    make: (org) => password(org, 'complexity', { dictionary: { common: { exclude: false } } }),
  },
  { check: 'ORG-10', object: 'p-password', make: (org) => password(org, 'age', { historyCount: 2 }) },
  { check: 'ORG-11', object: 'p-password', make: (org) => password(org, 'lockout', { maxAttempts: 0 }) },
  {
    check: 'ORG-12',
    object: 'p-password',
    make: (org) =>
      Object.assign(bodyOf(org, 'policy', 'p-password')['settings'] as JsonObject, {
        recovery: { factors: { okta_sms: { status: 'ACTIVE' } } },
      }),
  },
  {
    check: 'ORG-13',
    object: 'p-password',
    make(org) {
      const { password: part } = bodyOf(org, 'policy', 'p-password')['settings'] as { password: JsonObject }
      delete part['breachedProtection']
    },
  },
  {
    check: 'ORG-14',
    object: 'org',
    make: (org) => set(org, { kind: 'policy_rule', id: 'r-session', change: { conditions: {} } }),
  },
  {
    check: 'ORG-16',
    object: 'org',
    make(org) {
      for (const { kind, body } of org.objects)
        if (kind.startsWith('subscription_') && body['notificationType'] === 'USER_LOCKED_OUT')
          body['status'] = 'unsubscribed'
    },
  },
  {
    check: 'ORG-17',
    object: 'org',
    profile: 'stig',
    make: (org) => set(org, { kind: 'log_stream', id: 'ls-1', change: { status: 'INACTIVE' } }),
  },
  {
    check: 'ORG-18',
    object: 'eh-1',
    make: (org) => set(org, { kind: 'event_hook', id: 'eh-1', change: { verificationStatus: 'UNVERIFIED' } }),
  },
  {
    check: 'ORG-19',
    object: 'ih-1',
    make: (org) =>
      set(org, {
        kind: 'inline_hook',
        id: 'ih-1',
        change: {
          channel: { config: { uri: 'http://hook.example/', authScheme: { type: 'HEADER' } } },
        },
      }),
  },
  {
    check: 'ORG-20',
    object: 'to-1',
    make: (org) =>
      set(org, { kind: 'trusted_origin', id: 'to-1', change: { origin: 'http://portal.example' } }),
  },
  {
    check: 'ORG-21',
    object: 'idp-1',
    make: (org) =>
      set(org, {
        kind: 'idp',
        id: 'idp-1',
        change: {
          policy: { accountLink: { action: 'AUTO', filter: null }, trustClaims: false },
        },
      }),
  },
  {
    check: 'ORG-22',
    object: 'idp-2',
    make: (org) =>
      addObject(org, {
        kind: 'idp',
        body: {
          id: 'idp-2',
          type: 'OIDC',
          name: 'New',
          status: 'ACTIVE',
          created: daysAgo(org, 1),
          policy: { accountLink: { action: 'DISABLED' } },
          protocol: {},
        },
      }),
  },
  {
    check: 'ORG-23',
    object: 'org',
    make(org) {
      set(org, { kind: 'setting_bot_protection', change: { mode: 'DISABLED' } })
      set(org, {
        kind: 'policy_rule',
        id: 'r-register',
        change: { actions: { profileEnrollment: { access: 'ALLOW' } } },
      })
    },
  },
  {
    check: 'ORG-24',
    object: 'org',
    make: (org) =>
      set(org, {
        kind: 'setting_user_lockout',
        change: { preventBruteForceLockoutFromUnknownDevices: false },
      }),
  },
  {
    check: 'ORG-25',
    object: 'ap-1',
    make: (org) =>
      set(org, {
        kind: 'agent_pool',
        id: 'ap-1',
        change: {
          agents: [
            { id: 'agent-1', operationalStatus: 'DISRUPTED' },
            { id: 'agent-2', operationalStatus: 'OPERATIONAL' },
          ],
        },
      }),
  },
  {
    check: 'ORG-26',
    object: 'asr-1',
    make: (org) =>
      set(org, {
        kind: 'auth_server_rule',
        id: 'asr-1',
        change: {
          conditions: { grantTypes: { include: ['implicit'] }, scopes: { include: ['*'] } },
        },
      }),
  },
  {
    check: 'ORG-27',
    object: 'p-risk',
    make: (org) =>
      set(org, { kind: 'policy_rule', id: 'r-risk', change: { actions: { entityRisk: { actions: [] } } } }),
  },
  { check: 'ORG-28', object: 'org', make: (org) => drop(org, 'device_assurance', () => true) },
  { check: 'ORG-29', object: 'org', profile: 'stig', make: () => undefined },
]

function sign(org: OrgBodies, rule: string, change: JsonObject): void {
  const { signon } = bodyOf(org, 'policy_rule', rule)['actions'] as { signon: JsonObject }
  const { session, ...others } = change
  Object.assign(signon, others)
  Object.assign(signon['session'] as JsonObject, session ?? {})
}

function password(org: OrgBodies, part: 'complexity' | 'age' | 'lockout', change: JsonObject): void {
  const settings = bodyOf(org, 'policy', 'p-password')['settings'] as { password: Record<string, JsonObject> }
  Object.assign(settings.password[part] ?? {}, change)
}
