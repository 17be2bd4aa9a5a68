import type { Hono } from 'hono'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import * as appKinds from './app-kinds.ts'
import * as authServerKinds from './auth-server-kinds.ts'
import * as deviceKinds from './device-kinds.ts'
import * as directoryKinds from './directory-kinds.ts'
import * as orgKinds from './org-kinds.ts'
import { resourceApi } from './resource-api.ts'
import * as securityKinds from './security-kinds.ts'

const families = [securityKinds, directoryKinds, appKinds, deviceKinds, authServerKinds, orgKinds]

/** Serves every kind of resource that its declaration alone describes. */
export function mountResources(app: Hono<SimEnv>, org: OrgState): void {
  for (const kind of families.flatMap((kinds) => Object.values(kinds))) {
    app.route('/', resourceApi(org, kind))
  }
}
