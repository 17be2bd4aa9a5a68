import { openAdminConsole } from '../healthy/activity.ts'
import { addFactor, addGroup, addRole } from '../healthy/add-objects.ts'
import { addRule } from '../healthy/healthy-org.ts'
import { addObject, daysAgo } from '../org-bodies.ts'
import { ask, drop, dropFactors, forget, oneFactor, phishable, set, setUser, type Fault } from './fault.ts'

export const privilegeFaults: readonly Fault[] = [
  {
    check: 'PRV-01',
    in: 'second',
    object: 'org',
    also: { 'PRV-09': 'u-auditor/ra-u-auditor' },
    make(org) {
      const change = { type: 'SUPER_ADMIN', created: daysAgo(org, 150) }
      set(org, { kind: 'user_role', id: 'ra-u-auditor', change })
    },
  },
  {
    check: 'PRV-02',
    object: 'org',
    make: (org) => drop(org, 'user_role', ({ body }) => body['id'] === 'ra-u-second'),
  },
  {
    check: 'PRV-03',
    object: 'u-auditor',
    make: (org) => setUser(org, 'u-auditor', { status: 'SUSPENDED', statusChanged: daysAgo(org, 2) }),
  },
  {
    check: 'PRV-04',
    object: 'u-reader',
    make(org) {
      forget(org, 'u-reader', 'user.session.access_admin_app')
      openAdminConsole(org, { user: 'u-reader', daysAgo: 60 })
    },
  },
  {
    check: 'PRV-05',
    object: 'g-wiki',
    also: { 'ORG-21': 'idp-1' },
    make(org) {
      addRole(org, { principal: 'g-wiki', type: 'READ_ONLY_ADMIN', holder: 'group' })
      for (const user of ['u-user1', 'u-user2', 'u-user3']) {
        openAdminConsole(org, { user, daysAgo: 2 })
        dropFactors(org, user)
        for (const type of ['webauthn', 'signed_nonce'])
          addFactor(org, { user, type, profile: { name: `${user} ${type}` } })
      }
    },
  },
  {
    check: 'PRV-06',
    object: 'g-power',
    also: { 'PRV-05': 'g-power' },
    make(org) {
      addGroup(org, { id: 'g-power', name: 'Power', members: ['u-reader'] })
      addRole(org, { principal: 'g-power', type: 'READ_ONLY_ADMIN', holder: 'group' })
      addObject(org, { kind: 'group_owner', body: { id: 'u-root', type: 'USER' }, parent: { id: 'g-power' } })
      addRule(org, { id: 'r-power', expression: 'user.team == "power"', group: 'g-power' })
    },
  },
  {
    check: 'PRV-07',
    object: 'u-helper/ra-u-helper',
    make: (org) => drop(org, 'user_role_group', () => true),
  },
  {
    check: 'PRV-08',
    object: 'rs-1/cr-1',
    make(org) {
      const created = daysAgo(org, 200)
      addObject(org, { kind: 'role', body: { id: 'cr-1', label: 'Fixer', created } })
      addObject(org, {
        kind: 'role_permission',
        body: { label: 'okta.users.manage' },
        parent: { id: 'cr-1' },
      })
      addObject(org, { kind: 'resource_set', body: { id: 'rs-1', label: 'Everything', created } })
      const everybody = { orn: 'orn:okta:directory:00o1:users' }
      addObject(org, { kind: 'set_resource', body: everybody, parent: { id: 'rs-1' } })
      addObject(org, {
        kind: 'binding_member',
        body: { _links: { self: { href: 'https://acme.okta.com/api/v1/users/u-root' } } },
        parent: { parent_id: 'rs-1', subject_id: 'cr-1' },
      })
    },
  },
  {
    check: 'PRV-09',
    in: 'second',
    object: 'u-helper/ra-u-helper',
    make(org) {
      drop(org, 'user_role_group', () => true)
      const change = { type: 'SUPER_ADMIN', created: daysAgo(org, 100) }
      set(org, { kind: 'user_role', id: 'ra-u-helper', change })
    },
  },
  {
    check: 'PRV-10',
    object: 'org',
    make: (org) => set(org, { kind: 'setting_client_privileges', change: { clientPrivilegesSetting: true } }),
  },
  {
    check: 'PRV-11',
    object: 'a-service',
    make: (org) => set(org, { kind: 'client_role', id: 'ra-a-service', change: { type: 'SUPER_ADMIN' } }),
  },
  {
    check: 'PRV-12',
    object: 'r-console',
    also: { 'PRV-13': 'r-console' },
    make: (org) => ask(org, 'r-console', oneFactor),
  },
  {
    check: 'PRV-13',
    in: 'second',
    object: 'r-console',
    make: (org) => ask(org, 'r-console', phishable),
  },
  {
    check: 'PRV-14',
    object: 'org',
    make: (org) => set(org, { kind: 'setting_admin_console', change: { sessionIdleTimeoutMinutes: 60 } }),
  },
  {
    check: 'PRV-15',
    object: 'p-console',
    also: { 'ORG-28': 'org' },
    make: (org) => set(org, { kind: 'policy_rule', id: 'r-console', change: { conditions: {} } }),
  },
  {
    check: 'PRV-17',
    object: 'org',
    make(org) {
      const change = { support: 'ENABLED', expiration: daysAgo(org, -5) }
      set(org, { kind: 'setting_okta_support', change })
    },
  },
]
