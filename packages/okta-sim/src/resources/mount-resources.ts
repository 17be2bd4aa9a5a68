import type { Hono } from 'hono'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import * as directoryKinds from './directory-kinds.ts'
import { resourceApi } from './resource-api.ts'
import * as securityKinds from './security-kinds.ts'

/** Serves every kind of resource that its declaration alone describes. */
export function mountResources(app: Hono<SimEnv>, org: OrgState): void {
  for (const kind of [...Object.values(securityKinds), ...Object.values(directoryKinds)]) {
    app.route(kind.path, resourceApi(org, kind))
  }
}
