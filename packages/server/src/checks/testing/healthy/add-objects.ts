import type { JsonObject } from '@keyway/sdk'
import { addObject, daysAgo, type OrgBodies } from '../org-bodies.ts'
import { openApp, signIn } from './activity.ts'

export const domain = 'acme.example'

export function addPerson(org: OrgBodies, { name, isAdmin }: { name: string; isAdmin: boolean }): void {
  const login = `${name}@${domain}`
  const id = `u-${name}`
  const body = {
    id,
    status: 'ACTIVE',
    created: daysAgo(org, 300),
    activated: daysAgo(org, 300),
    statusChanged: daysAgo(org, 300),
    lastLogin: daysAgo(org, 1),
    lastUpdated: daysAgo(org, 1),
    passwordChanged: daysAgo(org, 60),
    profile: {
      login,
      email: login,
      firstName: name,
      lastName: 'Example',
      manager: `root@${domain}`,
      department: 'Work',
      userType: 'employee',
      employeeNumber: `e-${name}`,
      employmentStatus: 'active',
    },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
  }
  addObject(org, { kind: 'user', body })
  signIn(org, { user: id, daysAgo: 1 })
  const types = isAdmin
    ? ['webauthn', 'signed_nonce']
    : [name.startsWith('svc-') ? 'token:software:totp' : 'push']
  for (const type of types) addFactor(org, { user: id, type, profile: { name: `${name}'s ${type}` } })
}

export interface NewFactor {
  user: string
  type: string
  profile?: JsonObject
  status?: string
  daysAgo?: number
}

export function addFactor(org: OrgBodies, factor: NewFactor): void {
  const { user, type, profile = {}, status = 'ACTIVE', daysAgo: days = 100 } = factor
  const created = daysAgo(org, days)
  const id = `f-${user}-${type}`
  const body = { id, factorType: type, provider: 'OKTA', status, created, lastUpdated: created, profile }
  addObject(org, { kind: 'factor', body, parent: { id: user } })
}

export interface NewRole {
  principal: string
  type: string
  holder?: 'user' | 'group' | 'client'
}

export function addRole(org: OrgBodies, { principal, type, holder = 'user' }: NewRole): void {
  addObject(org, {
    kind: `${holder}_role`,
    body: { id: `ra-${principal}`, type, status: 'ACTIVE', created: daysAgo(org, 200) },
    parent: { id: principal, client_id: principal },
  })
}

export interface NewGroup {
  id: string
  name: string
  type?: string
  members: readonly string[]
  changedDaysAgo?: number
}

export function addGroup(org: OrgBodies, group: NewGroup): void {
  const { id, name, type = 'OKTA_GROUP', members, changedDaysAgo = 20 } = group
  const body = {
    id,
    type,
    created: daysAgo(org, 400),
    lastUpdated: daysAgo(org, 100),
    lastMembershipUpdated: daysAgo(org, changedDaysAgo),
    profile: { name },
  }
  addObject(org, { kind: 'group', body })
  for (const member of members) addMember(org, { group: id, user: member })
}

export function addMember(org: OrgBodies, { group, user }: { group: string; user: string }): void {
  addObject(org, { kind: 'group_member', body: { id: user }, parent: { id: group } })
}

export interface NewApp {
  id: string
  name: string
  label: string
  policy?: string
  signOnMode?: string
  features?: string[]
  client?: JsonObject
  credentials?: JsonObject
}

export function addApp(org: OrgBodies, { policy, client, ...app }: NewApp): void {
  const link = { accessPolicy: { href: `https://acme.okta.com/api/v1/policies/${policy}` } }
  const body = {
    status: 'ACTIVE',
    signOnMode: 'OPENID_CONNECT',
    features: [],
    created: daysAgo(org, 300),
    credentials: {},
    ...app,
    settings: client === undefined ? {} : { oauthClient: client },
    _links: policy === undefined ? {} : link,
  }
  addObject(org, { kind: 'app', body })
}

export interface NewAppUser {
  app: string
  user: string
  scope: 'USER' | 'GROUP'
}

/** An account that is used. */
export function addAppUser(org: OrgBodies, { app, user, scope }: NewAppUser): void {
  const body = { id: user, scope, syncState: 'SYNCHRONIZED', created: daysAgo(org, 200), profile: {} }
  addObject(org, { kind: 'app_user', body, parent: { id: app } })
  openApp(org, { user, app, daysAgo: 3 })
}

export function addAppGroup(
  org: OrgBodies,
  { app, group, priority }: { app: string; group: string; priority: number },
): void {
  addObject(org, { kind: 'app_group', body: { id: group, priority, profile: {} }, parent: { id: app } })
}
