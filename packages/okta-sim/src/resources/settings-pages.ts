import type { Settings } from './settings.ts'

const since = (iso: string) => ({ created: iso, lastUpdated: iso })
const founded = '2020-01-01T00:00:00.000Z'

export const settingsPages: readonly Settings[] = [
  {
    path: '/api/v1/threats/configuration',
    methods: ['POST'],
    initial: () => ({ action: 'none', excludeZones: [], ...since(founded) }),
    allowed: { action: ['none', 'audit', 'block'] },
    required: ['action'],
    event: 'security.threat.configuration.update',
    show: ({ baseUrl, clock }) => ({
      lastUpdated: clock().toISOString(),
      _links: {
        self: { href: `${baseUrl}/api/v1/threats/configuration`, hints: { allow: ['GET', 'POST'] } },
      },
    }),
  },
  {
    path: '/api/v1/org',
    methods: ['POST', 'PUT'],
    initial: ({ id }) => ({
      id,
      companyName: 'Acme',
      status: 'ACTIVE',
      subdomain: 'acme',
      ...since(founded),
    }),
  },
  {
    path: '/api/v1/rate-limit-settings/admin-notifications',
    methods: ['PUT'],
    initial: () => ({ notificationsEnabled: true }),
    required: ['notificationsEnabled'],
  },
  {
    path: '/api/v1/rate-limit-settings/per-client',
    methods: ['PUT'],
    initial: () => ({ defaultMode: 'ENFORCE' }),
    allowed: { defaultMode: ['DISABLE', 'ENFORCE', 'PREVIEW'] },
    required: ['defaultMode'],
  },
  {
    path: '/api/v1/rate-limit-settings/warning-threshold',
    methods: ['PUT'],
    initial: () => ({ warningThreshold: 60 }),
    required: ['warningThreshold'],
  },
  {
    path: '/api/v1/bot-protection/configuration',
    methods: ['POST'],
    initial: () => ({
      enforcementType: 'OKTA_CHALLENGE',
      level: 'MEDIUM',
      mode: 'DISABLED',
      supportedFlows: [],
    }),
    allowed: { mode: ['DISABLED', 'ENFORCED', 'LOG_ONLY'], level: ['ANY', 'HIGH', 'LOW', 'MEDIUM'] },
    required: ['level', 'mode'],
  },
  {
    path: '/api/v1/first-party-app-settings/admin-console',
    methods: ['PUT'],
    initial: () => ({ sessionIdleTimeoutMinutes: 15, sessionMaxLifetimeMinutes: 720 }),
  },
  {
    path: '/api/v1/org/settings/clientPrivilegesSetting',
    methods: ['PUT'],
    initial: () => ({ clientPrivilegesSetting: false }),
  },
  {
    path: '/api/v1/org/orgSettings/thirdPartyAdminSetting',
    methods: ['POST'],
    initial: () => ({ thirdPartyAdmin: false }),
  },
  {
    path: '/api/v1/org/settings/autoAssignAdminAppSetting',
    methods: ['POST'],
    initial: () => ({ autoAssignAdminAppSetting: true }),
  },
  {
    path: '/api/v1/org/privacy/oktaSupport',
    methods: [],
    initial: () => ({ support: 'DISABLED', expiration: null }),
  },
  {
    path: '/api/v1/org/captcha',
    methods: ['PUT'],
    initial: () => ({}),
  },
  {
    path: '/.well-known/okta-organization',
    methods: [],
    initial: ({ id }) => ({ id, pipeline: 'idx', settings: {} }),
  },
  {
    path: '/attack-protection/api/v1/authenticator-settings',
    methods: ['PUT'],
    initial: () => ({ verifyKnowledgeSecondWhen2faRequired: false }),
  },
  {
    path: '/attack-protection/api/v1/user-lockout-settings',
    methods: ['PUT'],
    initial: () => ({ preventBruteForceLockoutFromUnknownDevices: false }),
  },
]
