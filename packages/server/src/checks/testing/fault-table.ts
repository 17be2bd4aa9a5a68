/* oxlint-disable max-lines, max-params -- one table, whole */
/* oxlint-disable typescript/no-unsafe-type-assertion -- bodies are those of healthy-org.ts */
import type { JsonObject } from '@keyway/sdk'
import { addApp, addAppUser, addFactor, addGroup, addPerson, addRole } from './healthy-org.ts'
import { addObject, bodyOf, type OrgBodies } from './org-bodies.ts'

/** How a check is made to fail, and which object it has to name. */
export interface Fault {
  check: string
  make: (org: OrgBodies) => void
  /** Id of the object; `org` for the org itself. */
  object: string
  /** Checks that cannot but see the same. */
  also?: readonly string[]
  profile?: 'stig'
}

const dayMs = 86_400_000
const iso = (org: OrgBodies, days: number) => new Date(org.now - days * dayMs).toISOString()

function set(org: OrgBodies, kind: string, id: string, change: JsonObject): void {
  Object.assign(bodyOf(org, kind, id), change)
}

function setUser(org: OrgBodies, id: string, { profile, ...facts }: JsonObject): void {
  const body = bodyOf(org, 'user', id)
  Object.assign(body, facts)
  Object.assign(body['profile'] as JsonObject, profile ?? {})
}

function drop(org: OrgBodies, kind: string, isIt: (body: JsonObject, parent: unknown) => boolean): void {
  org.objects = org.objects.filter((one) => one.kind !== kind || !isIt(one.body, one.parent['id']))
}

function dropFactors(org: OrgBodies, user: string): void {
  drop(org, 'factor', (_body, parent) => parent === user)
}

function quiet(org: OrgBodies, actor: string, days: number): void {
  for (const usage of org.usage) if (usage.actor === actor) usage.daysAgo = days
}

const sign = (org: OrgBodies, rule: string, change: JsonObject) => {
  const { signon } = bodyOf(org, 'policy_rule', rule)['actions'] as { signon: JsonObject }
  const { session, ...others } = change
  Object.assign(signon, others)
  Object.assign(signon['session'] as JsonObject, session ?? {})
}

const door = (org: OrgBodies, rule: string, verificationMethod: JsonObject) =>
  set(org, 'policy_rule', rule, { actions: { appSignOn: { access: 'ALLOW', verificationMethod } } })

const password = (org: OrgBodies, path: 'complexity' | 'age' | 'lockout', change: JsonObject) => {
  const settings = bodyOf(org, 'policy', 'p-password')['settings'] as { password: Record<string, JsonObject> }
  Object.assign(settings.password[path] ?? {}, change)
}

const oneFactor: JsonObject = {
  type: 'ASSURANCE',
  factorMode: '1FA',
  constraints: [{ knowledge: { types: ['password'] } }],
}
const phishable: JsonObject = {
  type: 'ASSURANCE',
  factorMode: '2FA',
  constraints: [{ possession: { phishingResistant: 'OPTIONAL' } }],
}

function session(
  org: OrgBodies,
  user: string,
  event: {
    daysAgo: number
    result: string
    count?: number
    ip?: string
    browser?: string
    dtHash?: string
    session?: string
  },
): void {
  for (let index = 0; index < (event.count ?? 1); index += 1) {
    org.events.push({
      type: 'user.session.start',
      daysAgo: event.daysAgo,
      subject: user,
      payload: {
        actor: { id: user, type: 'User', displayName: user },
        outcome: { result: event.result },
        client: { ipAddress: event.ip ?? '198.51.100.7', userAgent: { browser: event.browser ?? 'UNKNOWN' } },
        debugContext: { debugData: { dtHash: event.dtHash ?? `hash-${index}` } },
        authenticationContext: { externalSessionId: event.session ?? 's-1' },
      },
    })
  }
}

/** One fault for each check. */
export const faults: readonly Fault[] = [
  { check: 'MFA-01', object: 'u-user5', make: (org) => dropFactors(org, 'u-user5') },
  {
    check: 'MFA-02',
    object: 'u-user5',
    make(org) {
      dropFactors(org, 'u-user5')
      addFactor(org, { user: 'u-user5', type: 'sms', profile: { phoneNumber: '+15550001' } })
    },
  },
  { check: 'MFA-03', object: 'u-reader', also: ['MFA-01'], make: (org) => dropFactors(org, 'u-reader') },
  {
    check: 'MFA-04',
    object: 'u-second',
    make(org) {
      dropFactors(org, 'u-second')
      addFactor(org, { user: 'u-second', type: 'push', profile: { name: 'a' } })
      addFactor(org, { user: 'u-second', type: 'token:software:totp', profile: { name: 'b' } })
    },
  },
  {
    check: 'MFA-05',
    object: 'u-second',
    make: (org) => addFactor(org, { user: 'u-second', type: 'sms', profile: { phoneNumber: '+15550002' } }),
  },
  {
    check: 'MFA-06',
    object: 'u-second',
    make: (org) => drop(org, 'factor', (body) => body['id'] === 'f-u-second-signed_nonce'),
  },
  {
    check: 'MFA-07',
    object: 'u-user6',
    make(org) {
      addFactor(org, { user: 'u-user5', type: 'sms', profile: { phoneNumber: '+1 555 0003' }, daysAgo: 90 })
      addFactor(org, { user: 'u-user6', type: 'sms', profile: { phoneNumber: '+15550003' }, daysAgo: 3 })
    },
  },
  {
    check: 'MFA-08',
    object: 'dev-1',
    make: (org) => addObject(org, 'device_user', { user: { id: 'u-user2', profile: {} } }, { id: 'dev-1' }),
  },
  {
    check: 'MFA-09',
    object: 'u-user5',
    make: (org) =>
      addFactor(org, { user: 'u-user5', type: 'webauthn', status: 'PENDING_ACTIVATION', daysAgo: 40 }),
  },
  {
    check: 'MFA-10',
    object: 'p-enrol',
    make: (org) =>
      set(org, 'policy', 'p-enrol', {
        settings: { authenticators: [{ key: 'phone_number', enroll: { self: 'OPTIONAL' } }] },
      }),
  },
  {
    check: 'MFA-11',
    object: 'aut-verify',
    make: (org) =>
      set(org, 'authenticator', 'aut-verify', {
        settings: { channelBinding: { required: 'NEVER' }, userVerification: 'REQUIRED', compliance: {} },
      }),
  },
  {
    check: 'MFA-12',
    object: 'u-user5',
    make: (org) => session(org, 'u-user5', { daysAgo: 1, result: 'SUCCESS', session: 's-alone' }),
  },
  {
    check: 'ACC-01',
    object: 'u-user7',
    make(org) {
      setUser(org, 'u-user7', { lastLogin: iso(org, 70) })
      quiet(org, 'u-user7', 65)
    },
  },
  {
    check: 'ACC-02',
    object: 'u-user7',
    make(org) {
      setUser(org, 'u-user7', { lastLogin: null })
      org.usage = org.usage.filter(({ actor }) => actor !== 'u-user7')
    },
  },
  {
    check: 'ACC-03',
    object: 'u-user8',
    make: (org) => setUser(org, 'u-user8', { status: 'PROVISIONED', statusChanged: iso(org, 45) }),
  },
  {
    check: 'ACC-04',
    object: 'u-user3',
    make: (org) => setUser(org, 'u-user3', { status: 'SUSPENDED', statusChanged: iso(org, 45) }),
  },
  {
    check: 'ACC-05',
    object: 'a-wiki/u-user3',
    make: (org) => setUser(org, 'u-user3', { status: 'DEPROVISIONED' }),
  },
  {
    check: 'ACC-06',
    object: 'u-user8',
    make: (org) => setUser(org, 'u-user8', { profile: { employmentStatus: 'Terminated' } }),
  },
  {
    check: 'ACC-07',
    object: 'org',
    make(org) {
      for (let index = 1; index <= 12; index += 1)
        org.events.push({ type: 'user.account.lock', daysAgo: 0.01, subject: `u-user${index}`, payload: {} })
    },
  },
  {
    check: 'ACC-08',
    object: 'u-user9',
    also: ['ACC-01'],
    make(org) {
      setUser(org, 'u-user9', { lastLogin: iso(org, 50) })
      quiet(org, 'u-user9', 50)
      for (const usage of org.usage) if (usage.actor === 'u-user9') usage.failures = 3
      session(org, 'u-user9', { daysAgo: 1, result: 'FAILURE', count: 3 })
    },
  },
  {
    check: 'ACC-09',
    object: 'u-user9',
    make(org) {
      for (const usage of org.usage)
        if (usage.actor === 'u-user9' && usage.object === 'okta') usage.failures = 25
      session(org, 'u-user9', { daysAgo: 0.5, result: 'FAILURE', count: 25, ip: '203.0.113.9' })
    },
  },
  {
    check: 'ACC-10',
    object: 'u-user10',
    make: (org) => setUser(org, 'u-user10', { profile: { email: 'someone@gmail.com' } }),
  },
  {
    check: 'ACC-11',
    object: 'u-svc-sync',
    make: (org) => session(org, 'u-svc-sync', { daysAgo: 1, result: 'SUCCESS', browser: 'CHROME' }),
  },
  {
    check: 'ACC-12',
    object: 'u-info',
    make(org) {
      addPerson(org, { name: 'info', isAdmin: false })
      addObject(org, 'group_member', { id: 'u-info' }, { id: 'g-staff' })
      session(org, 'u-info', { daysAgo: 1, result: 'SUCCESS', count: 4 })
    },
  },
  {
    check: 'ACC-13',
    object: 'u-user12',
    make(org) {
      setUser(org, 'u-user12', { created: iso(org, 100), profile: { employeeNumber: 'e-user11' } })
    },
  },
  {
    check: 'ACC-14',
    object: 'u-user11',
    make: (org) => setUser(org, 'u-user11', { profile: { manager: '' } }),
  },
  {
    check: 'ACC-15',
    object: 'u-user11',
    make: (org) => setUser(org, 'u-user11', { profile: { userType: 'contractor', endDate: iso(org, 5) } }),
  },
  {
    check: 'ACC-16',
    object: 'u-user11',
    make: (org) =>
      drop(org, 'group_member', (body, parent) => body['id'] === 'u-user11' && parent === 'g-staff'),
  },
  { check: 'ACC-17', object: 'org', make: (org) => drop(org, 'policy', (body) => body['id'] === 'p-idle') },
  {
    check: 'ACC-18',
    object: 'u-user13',
    make: (org) => setUser(org, 'u-user13', { passwordChanged: iso(org, 500) }),
  },
  {
    check: 'PRV-01',
    object: 'org',
    also: ['PRV-09'],
    make(org) {
      drop(org, 'user_role', (body) => body['id'] === 'ra-u-auditor')
      addRole(org, 'u-auditor', 'SUPER_ADMIN')
    },
  },
  {
    check: 'PRV-02',
    object: 'org',
    make: (org) => drop(org, 'user_role', (body) => body['id'] === 'ra-u-second'),
  },
  {
    check: 'PRV-03',
    object: 'u-auditor',
    make: (org) => setUser(org, 'u-auditor', { status: 'SUSPENDED', statusChanged: iso(org, 2) }),
  },
  {
    check: 'PRV-04',
    object: 'u-auditor',
    make(org) {
      for (const usage of org.usage)
        if (usage.actor === 'u-auditor' && usage.object === 'admin') usage.daysAgo = 60
    },
  },
  {
    check: 'PRV-05',
    object: 'g-wiki',
    make: (org) => {
      addRole(org, 'g-wiki', 'READ_ONLY_ADMIN', 'group')
      used(org)
    },
    also: ['ORG-21'],
  },
  {
    check: 'PRV-06',
    object: 'g-power',
    also: ['PRV-05'],
    make(org) {
      addGroup(org, { id: 'g-power', name: 'Power', members: ['u-reader'] })
      addRole(org, 'g-power', 'READ_ONLY_ADMIN', 'group')
      addObject(org, 'group_owner', { id: 'u-root', type: 'USER' }, { id: 'g-power' })
      addObject(org, 'group_rule', {
        id: 'r-power',
        name: 'Nick',
        status: 'ACTIVE',
        conditions: { expression: { value: 'user.nickName == "power"' } },
        actions: { assignUserToGroups: { groupIds: ['g-power'] } },
      })
    },
  },
  {
    check: 'PRV-07',
    object: 'u-helper/ra-u-helper',
    also: ['MFA-06', 'MFA-04'],
    make: (org) => drop(org, 'user_role_group', () => true),
  },
  {
    check: 'PRV-08',
    object: 'rs-1/cr-1',
    make(org) {
      addObject(org, 'role', { id: 'cr-1', label: 'Fixer' })
      addObject(org, 'role_permission', { label: 'okta.users.manage' }, { id: 'cr-1' })
      addObject(org, 'resource_set', { id: 'rs-1', label: 'Everything' })
      addObject(org, 'set_resource', { id: 're-1', orn: 'orn:okta:directory:00o1:users' }, { id: 'rs-1' })
      addObject(org, 'binding', { id: 'cr-1' }, { id: 'rs-1' })
    },
  },
  {
    check: 'PRV-09',
    object: 'u-helper/ra-u-helper',
    also: ['PRV-01'],
    make: (org) => set(org, 'user_role', 'ra-u-helper', { type: 'SUPER_ADMIN', created: iso(org, 100) }),
  },
  {
    check: 'PRV-10',
    object: 'org',
    make: (org) => set(org, 'setting_client_privileges', '', { clientPrivilegesSetting: true }),
  },
  {
    check: 'PRV-11',
    object: 'a-service',
    make: (org) =>
      addObject(
        org,
        'client_role',
        { id: 'ra-c', type: 'SUPER_ADMIN', label: 'Super', assignmentType: 'CLIENT' },
        { id: 'a-service', client_id: 'a-service' },
      ),
  },
  {
    check: 'PRV-12',
    object: 'r-console',
    also: ['PRV-13'],
    make: (org) => door(org, 'r-console', oneFactor),
  },
  { check: 'PRV-13', object: 'r-console', make: (org) => door(org, 'r-console', phishable) },
  {
    check: 'PRV-14',
    object: 'org',
    make: (org) => set(org, 'setting_admin_console', '', { sessionIdleTimeoutMinutes: 60 }),
  },
  {
    check: 'PRV-15',
    object: 'p-console',
    also: ['ORG-28'],
    make: (org) => set(org, 'policy_rule', 'r-console', { conditions: {} }),
  },
  {
    check: 'PRV-17',
    object: 'org',
    make: (org) => set(org, 'setting_okta_support', '', { support: 'ENABLED', expiration: iso(org, -5) }),
  },
  {
    check: 'ACS-01',
    object: 'a-wiki/u-user2',
    make(org) {
      for (const usage of org.usage)
        if (usage.actor === 'u-user2' && usage.object === 'a-wiki') usage.daysAgo = 120
    },
    also: ['ACS-02'],
  },
  {
    check: 'ACS-02',
    object: 'a-wiki',
    make(org) {
      for (const usage of org.usage)
        if (usage.actor === 'u-user2' && usage.object === 'a-wiki') usage.daysAgo = 50
    },
  },
  {
    check: 'ACS-03',
    object: 'a-idle',
    make: (org) =>
      addApp(org, { id: 'a-idle', name: 'idle', label: 'Idle', policy: 'p-apps', signOnMode: 'SAML_2_0' }),
  },
  {
    check: 'ACS-04',
    object: 'a-wiki',
    make: (org) => addAppUser(org, { app: 'a-wiki', user: 'u-user9', scope: 'USER' }),
  },
  {
    check: 'ACS-05',
    object: 'a-wiki',
    make: (org) =>
      set(org, 'app', 'a-wiki', {
        signOnMode: 'BROWSER_PLUGIN',
        credentials: { scheme: 'SHARED_USERNAME_AND_PASSWORD' },
      }),
  },
  {
    check: 'ACS-06',
    object: 'a-wiki',
    make: (org) =>
      set(org, 'app', 'a-wiki', {
        signOnMode: 'BROWSER_PLUGIN',
        credentials: { scheme: 'EDIT_USERNAME_AND_PASSWORD', revealPassword: true },
      }),
  },
  {
    check: 'ACS-07',
    object: 'r-apps',
    make: (org) =>
      set(org, 'policy_rule', 'r-apps', {
        actions: { appSignOn: { access: 'ALLOW', verificationMethod: oneFactor } },
      }),
  },
  {
    check: 'ACS-08',
    object: 'p-apps',
    also: ['ACS-07'],
    make: (org) =>
      set(org, 'policy_rule', 'r-apps-last', {
        actions: { appSignOn: { access: 'ALLOW', verificationMethod: oneFactor } },
      }),
  },
  {
    check: 'ACS-09',
    object: 'r-dashboard',
    also: ['ACS-08'],
    make: (org) => door(org, 'r-dashboard', oneFactor),
  },
  {
    check: 'ACS-10',
    object: 'a-wiki',
    make: (org) =>
      addObject(org, 'app_group', { id: 'g-everyone', priority: 1, profile: {} }, { id: 'a-wiki' }),
  },
  {
    check: 'ACS-11',
    object: 'a-wiki',
    make: (org) =>
      set(org, 'app', 'a-wiki', {
        features: ['PUSH_NEW_USERS', 'PUSH_USER_DEACTIVATION', 'PUSH_PASSWORD_UPDATES'],
      }),
  },
  {
    check: 'ACS-12',
    object: 'a-wiki',
    make: (org) => set(org, 'app', 'a-wiki', { features: ['PUSH_NEW_USERS'] }),
  },
  {
    check: 'ACS-13',
    object: 'idp-1',
    make: (org) => set(org, 'idp', 'idp-1', { protocol: { issuer: { url: 'https://partner.okta.com' } } }),
  },
  {
    check: 'ACS-14',
    object: 'a-portal',
    make: (org) =>
      set(org, 'app', 'a-portal', {
        settings: { oauthClient: { application_type: 'web', grant_types: ['implicit'], redirect_uris: [] } },
      }),
  },
  {
    check: 'ACS-15',
    object: 'a-portal',
    make: (org) => set(org, 'client_secret', 'secret-1', { created: iso(org, 300) }),
  },
  {
    check: 'ACS-16',
    object: 'a-wiki/key-2',
    make: (org) =>
      addObject(org, 'app_key', { kid: 'key-2', kty: 'RSA', expiresAt: iso(org, -20) }, { id: 'a-wiki' }),
  },
  {
    check: 'GRP-01',
    object: 'g-new',
    make(org) {
      addGroup(org, { id: 'g-new', name: 'New', members: [] })
      addObject(org, 'app_group', { id: 'g-new', priority: 2, profile: {} }, { id: 'a-portal' })
    },
    also: ['ACS-04'],
  },
  {
    check: 'GRP-02',
    object: 'g-new',
    make: (org) => addGroup(org, { id: 'g-new', name: 'New', members: [] }),
  },
  {
    check: 'GRP-03',
    object: 'g-old',
    make(org) {
      addGroup(org, { id: 'g-old', name: 'Old', members: ['u-user15'], changedDaysAgo: 600 })
      addObject(org, 'app_group', { id: 'g-old', priority: 2, profile: {} }, { id: 'a-wiki' })
    },
  },
  {
    check: 'GRP-04',
    object: 'r-staff',
    also: ['PRV-06'],
    make: (org) => set(org, 'group_rule', 'r-staff', { status: 'INVALID' }),
  },
  {
    check: 'GRP-05',
    object: 'g-vault',
    make(org) {
      addApp(org, {
        id: 'a-vault',
        name: 'hashicorp_vault',
        label: 'Vault',
        policy: 'p-apps',
        signOnMode: 'SAML_2_0',
      })
      addGroup(org, { id: 'g-vault', name: 'Vault', members: ['u-user1'] })
      addObject(org, 'app_group', { id: 'g-vault', priority: 0, profile: {} }, { id: 'a-vault' })
      addAppUser(org, { app: 'a-vault', user: 'u-user1', scope: 'GROUP' })
    },
  },
  { check: 'API-01', object: 't-root', make: (org) => token(org, { id: 't-root', userId: 'u-root' }) },
  {
    check: 'API-02',
    object: 't-sync',
    make: (org) => set(org, 'api_token', 't-sync', { network: { connection: 'ANYWHERE' } }),
  },
  { check: 'API-03', object: 't-gone', make: (org) => token(org, { id: 't-gone', userId: 'u-nobody' }) },
  {
    check: 'API-04',
    object: 't-sync',
    make(org) {
      set(org, 'api_token', 't-sync', { expiresAt: iso(org, -8) })
      org.usage = org.usage.filter(({ actor }) => actor !== 't-sync')
    },
  },
  {
    check: 'API-05',
    object: 't-sync',
    make: (org) => set(org, 'api_token', 't-sync', { created: iso(org, 120) }),
  },
  {
    check: 'API-06',
    object: 'as-1',
    make: (org) => set(org, 'api_service', 'as-1', { grantedScopes: ['okta.users.manage'] }),
  },
  {
    check: 'ORG-01',
    object: 'org',
    make: (org) => set(org, 'setting_threat_insight', '', { action: 'none' }),
  },
  { check: 'ORG-02', object: 'org', make: (org) => set(org, 'zone', 'z-anonymous', { status: 'INACTIVE' }) },
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
  { check: 'ORG-14', object: 'org', make: (org) => set(org, 'policy_rule', 'r-session', { conditions: {} }) },
  {
    check: 'ORG-16',
    object: 'org',
    make(org) {
      for (const { kind, body } of org.objects)
        if (kind.startsWith('subscription_') && body['notificationType'] === 'USER_LOCKED_OUT')
          body['status'] = 'unsubscribed'
    },
  },
  { check: 'ORG-17', object: 'org', make: (org) => set(org, 'log_stream', 'ls-1', { status: 'INACTIVE' }) },
  {
    check: 'ORG-18',
    object: 'eh-1',
    make: (org) => set(org, 'event_hook', 'eh-1', { verificationStatus: 'UNVERIFIED' }),
  },
  {
    check: 'ORG-19',
    object: 'ih-1',
    make: (org) =>
      set(org, 'inline_hook', 'ih-1', {
        channel: { config: { uri: 'http://hook.example/', authScheme: { type: 'HEADER' } } },
      }),
  },
  {
    check: 'ORG-20',
    object: 'to-1',
    make: (org) => set(org, 'trusted_origin', 'to-1', { origin: 'http://portal.example' }),
  },
  {
    check: 'ORG-21',
    object: 'idp-1',
    make: (org) =>
      set(org, 'idp', 'idp-1', {
        policy: { accountLink: { action: 'AUTO', filter: null }, trustClaims: false },
      }),
  },
  {
    check: 'ORG-22',
    object: 'idp-2',
    make: (org) =>
      addObject(org, 'idp', {
        id: 'idp-2',
        type: 'OIDC',
        name: 'New',
        status: 'ACTIVE',
        created: iso(org, 1),
        policy: { accountLink: { action: 'DISABLED' } },
        protocol: {},
      }),
  },
  {
    check: 'ORG-23',
    object: 'org',
    make(org) {
      set(org, 'setting_bot_protection', '', { mode: 'DISABLED' })
      set(org, 'policy_rule', 'r-register', { actions: { profileEnrollment: { access: 'ALLOW' } } })
    },
  },
  {
    check: 'ORG-24',
    object: 'org',
    make: (org) =>
      set(org, 'setting_user_lockout', '', { preventBruteForceLockoutFromUnknownDevices: false }),
  },
  {
    check: 'ORG-25',
    object: 'ap-1',
    make: (org) =>
      set(org, 'agent_pool', 'ap-1', {
        agents: [
          { id: 'agent-1', operationalStatus: 'DISRUPTED' },
          { id: 'agent-2', operationalStatus: 'OPERATIONAL' },
        ],
      }),
  },
  {
    check: 'ORG-26',
    object: 'asr-1',
    make: (org) =>
      set(org, 'auth_server_rule', 'asr-1', {
        conditions: { grantTypes: { include: ['implicit'] }, scopes: { include: ['*'] } },
      }),
  },
  {
    check: 'ORG-27',
    object: 'p-risk',
    make: (org) => set(org, 'policy_rule', 'r-risk', { actions: { entityRisk: { actions: [] } } }),
  },
  { check: 'ORG-28', object: 'org', make: (org) => drop(org, 'device_assurance', () => true) },
  { check: 'ORG-29', object: 'org', profile: 'stig', make: () => undefined },
]

/** Checks that a person answers: they never pass by themselves. */
export const manualChecks: readonly string[] = ['PRV-16', 'ORG-15']

function token(org: OrgBodies, about: { id: string; userId: string }): void {
  addObject(org, 'api_token', {
    ...about,
    name: about.id,
    created: iso(org, 5),
    expiresAt: iso(org, -29),
    tokenWindow: 'P30D',
    network: { connection: 'ZONE', include: ['z-office'] },
  })
}

function used(org: OrgBodies): void {
  for (const user of ['u-user1', 'u-user2', 'u-user3']) {
    org.usage.push({ actor: user, object: 'admin', daysAgo: 2 })
    dropFactors(org, user)
    for (const type of ['webauthn', 'signed_nonce'])
      addFactor(org, { user, type, profile: { name: `${user} ${type}` } })
  }
}
