import { notFoundError } from '../errors/okta-error.ts'
import type { AppUser } from './app-users.ts'
import { newId } from './ids.ts'
import type { EventParty } from './log-event.ts'
import type { OrgState } from './org-state.ts'

export type SignOnMode = 'SAML_2_0' | 'OPENID_CONNECT' | 'BOOKMARK' | 'AUTO_LOGIN'

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
}

export type NewApp = { name: string; label: string; signOnMode: SignOnMode; id?: string }

/** Installs an app; there is no call for it in the API yet, so it is a thing of seeds and tests. */
export function insertApp(org: OrgState, input: NewApp): App {
  const now = org.clock().toISOString()
  const app: App = {
    sequence: org.nextSequence(),
    id: input.id ?? newId('0oa'),
    name: input.name,
    label: input.label,
    status: 'ACTIVE',
    signOnMode: input.signOnMode,
    created: now,
    lastUpdated: now,
    users: new Map(),
  }
  org.apps.set(app.id, app)
  return app
}

/** @throws OktaError E0000007 */
export function getApp(org: OrgState, appId: string): App {
  const app = org.apps.get(appId)
  if (app === undefined) throw notFoundError('AppInstance', appId)
  return app
}

export function toAppParty(app: App): EventParty {
  const { id, label } = app
  return { id, type: 'AppInstance', alternateId: label, displayName: label, detailEntry: null }
}
