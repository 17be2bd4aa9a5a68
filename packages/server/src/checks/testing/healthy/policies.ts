import type { JsonObject } from '@keyway/sdk'
import { addObject, daysAgo, type OrgBodies } from '../org-bodies.ts'

const resistant: JsonObject = {
  type: 'ASSURANCE',
  factorMode: '2FA',
  constraints: [{ possession: { phishingResistant: 'REQUIRED', userPresence: 'REQUIRED' } }],
}

/** Policies that ask for what they should. */
export function addPolicies(org: OrgBodies): void {
  const named = (id: string) => ({ id, name: `The ${id}`, status: 'ACTIVE', priority: 1, conditions: {} })
  const policy = (id: string, type: string, body: JsonObject = {}) =>
    addObject(org, { kind: 'policy', body: { ...named(id), type, created: daysAgo(org, 400), ...body } })
  const rule = (id: string, parent: string, body: JsonObject) =>
    addObject(org, { kind: 'policy_rule', body: { ...named(id), ...body }, parent: { id: parent } })
  const allow = (verificationMethod: JsonObject): JsonObject => ({
    appSignOn: { access: 'ALLOW', verificationMethod },
  })
  policy('p-session', 'OKTA_SIGN_ON')
  rule('r-session', 'p-session', {
    conditions: { risk: { behaviors: ['b-1'] } },
    actions: {
      signon: {
        access: 'ALLOW',
        requireFactor: true,
        factorPromptMode: 'ALWAYS',
        session: { maxSessionIdleMinutes: 60, maxSessionLifetimeMinutes: 120, usePersistentCookie: false },
      },
    },
  })
  policy('p-password', 'PASSWORD', {
    settings: {
      password: {
        complexity: { minLength: 14, excludeUsername: true, dictionary: { common: { exclude: true } } },
        age: { historyCount: 8 },
        lockout: { maxAttempts: 5, autoUnlockMinutes: 30 },
        breachedProtection: { expireAfterDays: 0, logoutEnabled: true },
      },
      recovery: {
        factors: {
          okta_email: { status: 'ACTIVE' },
          okta_sms: { status: 'INACTIVE' },
          recovery_question: { status: 'INACTIVE' },
        },
      },
    },
  })
  rule('r-password', 'p-password', { actions: { selfServiceUnlock: { access: 'DENY' } } })
  policy('p-enrol', 'MFA_ENROLL', {
    settings: {
      type: 'AUTHENTICATORS',
      authenticators: [
        { key: 'okta_verify', enroll: { self: 'REQUIRED' } },
        { key: 'webauthn', enroll: { self: 'OPTIONAL' } },
        { key: 'phone_number', enroll: { self: 'NOT_ALLOWED' } },
      ],
    },
  })
  policy('p-console', 'ACCESS_POLICY')
  rule('r-console', 'p-console', {
    conditions: { device: { registered: true, managed: true, assurance: { include: ['d-1'] } } },
    actions: allow(resistant),
  })
  rule('r-console-last', 'p-console', { priority: 99, actions: { appSignOn: { access: 'DENY' } } })
  policy('p-dashboard', 'ACCESS_POLICY')
  rule('r-dashboard', 'p-dashboard', { actions: allow(resistant) })
  policy('p-apps', 'ACCESS_POLICY')
  rule('r-apps', 'p-apps', {
    conditions: { device: { registered: true, assurance: { include: ['d-1'] } } },
    actions: allow({ type: 'ASSURANCE', factorMode: '2FA', constraints: [] }),
  })
  rule('r-apps-last', 'p-apps', { priority: 99, actions: { appSignOn: { access: 'DENY' } } })
  policy('p-register', 'PROFILE_ENROLLMENT')
  rule('r-register', 'p-register', { actions: { profileEnrollment: { access: 'DENY' } } })
  policy('p-risk', 'ENTITY_RISK')
  rule('r-risk', 'p-risk', { actions: { entityRisk: { actions: [{ action: 'TERMINATE_ALL_SESSIONS' }] } } })
  policy('p-idle', 'USER_LIFECYCLE')
  rule('r-idle', 'p-idle', {
    conditions: { people: { users: { inactivity: { number: 60, unit: 'DAYS' } } } },
    actions: { updateUserLifecycle: { targetStatus: 'SUSPENDED' } },
  })
}
