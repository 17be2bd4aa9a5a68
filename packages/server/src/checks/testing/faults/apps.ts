import { openApp } from '../healthy/activity.ts'
import { addApp, addAppGroup, addAppUser, addGroup } from '../healthy/add-objects.ts'
import { addObject, daysAgo } from '../org-bodies.ts'
import { ask, forget, oneFactor, set, type Fault } from './fault.ts'

export const appFaults: readonly Fault[] = [
  {
    check: 'ACS-01',
    object: 'a-wiki/u-user2',
    also: { 'ACS-02': 'a-wiki' },
    make: (org) => forget(org, 'u-user2', 'user.authentication.sso'),
  },
  {
    check: 'ACS-02',
    in: 'second',
    object: 'a-wiki',
    make(org) {
      forget(org, 'u-user2', 'user.authentication.sso')
      openApp(org, { user: 'u-user2', app: 'a-wiki', daysAgo: 50 })
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
    in: 'second',
    object: 'a-wiki',
    make(org) {
      const change = {
        signOnMode: 'BROWSER_PLUGIN',
        credentials: { scheme: 'SHARED_USERNAME_AND_PASSWORD' },
      }
      set(org, { kind: 'app', id: 'a-wiki', change })
    },
  },
  {
    check: 'ACS-06',
    object: 'a-wiki',
    make(org) {
      const credentials = { scheme: 'EDIT_USERNAME_AND_PASSWORD', revealPassword: true }
      set(org, { kind: 'app', id: 'a-wiki', change: { signOnMode: 'BROWSER_PLUGIN', credentials } })
    },
  },
  { check: 'ACS-07', object: 'r-apps', make: (org) => ask(org, 'r-apps', oneFactor) },
  {
    check: 'ACS-08',
    object: 'p-apps',
    also: { 'ACS-07': 'r-apps-last' },
    make: (org) => ask(org, 'r-apps-last', oneFactor),
  },
  {
    check: 'ACS-09',
    object: 'r-dashboard',
    also: { 'ACS-08': 'p-dashboard' },
    make: (org) => ask(org, 'r-dashboard', oneFactor),
  },
  {
    check: 'ACS-10',
    in: 'second',
    object: 'a-wiki',
    make: (org) => addAppGroup(org, { app: 'a-wiki', group: 'g-everyone', priority: 1 }),
  },
  {
    check: 'ACS-11',
    object: 'a-wiki',
    make(org) {
      const features = ['PUSH_NEW_USERS', 'PUSH_USER_DEACTIVATION', 'PUSH_PASSWORD_UPDATES']
      set(org, { kind: 'app', id: 'a-wiki', change: { features } })
    },
  },
  {
    check: 'ACS-12',
    in: 'second',
    object: 'a-wiki',
    make: (org) => set(org, { kind: 'app', id: 'a-wiki', change: { features: ['PUSH_NEW_USERS'] } }),
  },
  {
    check: 'ACS-13',
    object: 'idp-1',
    make(org) {
      const protocol = { issuer: { url: 'https://partner.okta.com' } }
      set(org, { kind: 'idp', id: 'idp-1', change: { protocol } })
    },
  },
  {
    check: 'ACS-14',
    object: 'a-portal',
    make(org) {
      const oauthClient = { application_type: 'web', grant_types: ['implicit'], redirect_uris: [] }
      set(org, { kind: 'app', id: 'a-portal', change: { settings: { oauthClient } } })
    },
  },
  {
    check: 'ACS-15',
    object: 'a-portal',
    make: (org) =>
      set(org, { kind: 'client_secret', id: 'secret-1', change: { created: daysAgo(org, 300) } }),
  },
  {
    check: 'ACS-16',
    object: 'a-archive/key-2',
    make(org) {
      const archive = { id: 'a-archive', name: 'archive', label: 'Archive', policy: 'p-apps' }
      addApp(org, { ...archive, signOnMode: 'SAML_2_0' })
      addAppUser(org, { app: 'a-archive', user: 'u-user25', scope: 'USER' })
      const key = { kid: 'key-2', kty: 'RSA', expiresAt: daysAgo(org, -20) }
      addObject(org, { kind: 'app_key', body: key, parent: { id: 'a-archive' } })
    },
  },
  {
    check: 'GRP-01',
    object: 'g-new',
    also: { 'ACS-04': 'a-portal' },
    make(org) {
      addGroup(org, { id: 'g-new', name: 'New', members: [] })
      addAppGroup(org, { app: 'a-portal', group: 'g-new', priority: 2 })
    },
  },
  {
    check: 'GRP-02',
    object: 'g-bare',
    make: (org) => addGroup(org, { id: 'g-bare', name: 'Bare', members: [] }),
  },
  {
    check: 'GRP-03',
    object: 'g-old',
    make(org) {
      addGroup(org, { id: 'g-old', name: 'Old', members: ['u-user26'], changedDaysAgo: 600 })
      addAppGroup(org, { app: 'a-wiki', group: 'g-old', priority: 2 })
    },
  },
  {
    check: 'GRP-04',
    object: 'r-staff',
    make: (org) => set(org, { kind: 'group_rule', id: 'r-staff', change: { status: 'INVALID' } }),
  },
  {
    check: 'GRP-05',
    object: 'g-vault',
    make(org) {
      const vault = { id: 'a-vault', name: 'hashicorp_vault', label: 'Vault', policy: 'p-apps' }
      addApp(org, { ...vault, signOnMode: 'SAML_2_0' })
      addGroup(org, { id: 'g-vault', name: 'Vault', members: ['u-user1'] })
      addAppGroup(org, { app: 'a-vault', group: 'g-vault', priority: 0 })
      addAppUser(org, { app: 'a-vault', user: 'u-user1', scope: 'GROUP' })
    },
  },
]
