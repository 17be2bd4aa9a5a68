import { notFoundError, OktaError, validationError } from '../errors/okta-error.ts'
import type { AppUser } from './app-users.ts'
import { newId } from './ids.ts'
import type { JsonObject } from './json-object.ts'
import type { Cause, EventParty } from './log-event.ts'
import type { OAuthClient } from './oauth-client.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'

const signOnModes = [
  'SAML_2_0',
  'SAML_1_1',
  'OPENID_CONNECT',
  'BOOKMARK',
  'AUTO_LOGIN',
  'BASIC_AUTH',
  'BROWSER_PLUGIN',
  'SECURE_PASSWORD_STORE',
  'WS_FEDERATION',
] as const

export type SignOnMode = (typeof signOnModes)[number]

/** A group whose members get an app. The lowest priority number wins where several groups give it. */
export type AppGroup = {
  readonly groupId: string
  readonly priority: number
  readonly profile: JsonObject
  readonly sequence: number
  readonly lastUpdated: string
}

export type App = {
  readonly sequence: number
  readonly id: string
  /** Catalogue key, for example `slack`; the label is what people see. */
  readonly name: string
  readonly label: string
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly signOnMode: SignOnMode
  readonly created: string
  readonly lastUpdated: string
  readonly users: ReadonlyMap<string, AppUser>
  readonly groups: ReadonlyMap<string, AppGroup>
  /** Of OpenID Connect apps; null for all others. */
  readonly oauth: OAuthClient | null
  /** What an administrator set beside the fields above: settings, visibility, accessibility, profile. */
  readonly details: JsonObject
}

export type NewApp = {
  name: string
  label: string
  signOnMode: SignOnMode
  id?: string
  oauth?: OAuthClient
  details?: JsonObject
  active?: boolean
}

/** Installs an app without a System Log event, for orgs that are seeded. */
export function insertApp(org: OrgState, input: NewApp): App {
  const now = org.clock().toISOString()
  const app: App = {
    sequence: org.nextSequence(),
    id: input.id ?? newId(org, '0oa'),
    name: input.name,
    label: input.label,
    status: (input.active ?? true) ? 'ACTIVE' : 'INACTIVE',
    signOnMode: input.signOnMode,
    created: now,
    lastUpdated: now,
    users: new Map(),
    groups: new Map(),
    oauth: input.oauth ?? null,
    details: input.details ?? {},
  }
  org.apps.set(app.id, app)
  return app
}

export function createApp(org: OrgState, cause: Cause, input: NewApp): App {
  const app = insertApp(org, input)
  record(org, cause, { eventType: 'application.lifecycle.create', target: [toAppParty(app)] })
  return app
}

/** @throws OktaError E0000001 */
export function parseSignOnMode(value: unknown): SignOnMode {
  const mode = signOnModes.find((each) => each === value)
  if (mode === undefined) throw validationError('signOnMode', [`signOnMode: '${String(value)}' is unknown`])
  return mode
}

/** @throws OktaError E0000007 */
export function getApp(org: OrgState, appId: string): App {
  const app = org.apps.get(appId)
  if (app === undefined) throw notFoundError('AppInstance', appId)
  return app
}

/** Stores changed facts of an app and records it. Throws E0000007. */
export function changeApp(
  org: OrgState,
  cause: Cause,
  { appId, facts }: { appId: string; facts: Partial<Pick<App, 'label' | 'oauth' | 'details'>> },
): App {
  const changed: App = { ...getApp(org, appId), ...facts, lastUpdated: org.clock().toISOString() }
  org.apps.set(appId, changed)
  record(org, cause, { eventType: 'application.lifecycle.update', target: [toAppParty(changed)] })
  return changed
}

/** Repeating it changes nothing and records nothing. Throws E0000007. */
export function setAppStatus(
  org: OrgState,
  cause: Cause,
  { appId, status }: { appId: string; status: App['status'] },
): void {
  const app = getApp(org, appId)
  if (app.status === status) return
  const changed: App = { ...app, status, lastUpdated: org.clock().toISOString() }
  org.apps.set(appId, changed)
  const eventType = `application.lifecycle.${status === 'ACTIVE' ? 'activate' : 'deactivate'}`
  record(org, cause, { eventType, target: [toAppParty(changed)] })
}

/** @throws OktaError E0000006 while the app is active, E0000007 unknown */
export function deleteApp(org: OrgState, cause: Cause, appId: string): void {
  const app = getApp(org, appId)
  if (app.status === 'ACTIVE') throw new OktaError('E0000006')
  org.apps.delete(appId)
  org.scopeGrants.delete(appId)
  org.roles.delete(appId)
  record(org, cause, { eventType: 'application.lifecycle.delete', target: [toAppParty(app)] })
}

export function toAppParty(app: App): EventParty {
  const { id, label } = app
  return { id, type: 'AppInstance', alternateId: label, displayName: label, detailEntry: null }
}
