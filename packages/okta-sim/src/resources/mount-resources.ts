import type { Hono } from 'hono'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import * as appKinds from './app-kinds.ts'
import * as authServerKinds from './auth-server-kinds.ts'
import * as deviceKinds from './device-kinds.ts'
import * as directoryKinds from './directory-kinds.ts'
import * as orgKinds from './org-kinds.ts'
import { resourceApi } from './resource-api.ts'
import type { ResourceKind } from './resource-kind.ts'
import * as securityKinds from './security-kinds.ts'

const families = [securityKinds, directoryKinds, appKinds, deviceKinds, authServerKinds, orgKinds]

/** Every kind of resource that its declaration alone describes. */
export const resourceKinds: readonly ResourceKind[] = families.flatMap((kinds) => Object.values(kinds))

export function mountResources(app: Hono<SimEnv>, org: OrgState): void {
  for (const kind of resourceKinds) {
    app.route('/', resourceApi(org, kind))
  }
}
