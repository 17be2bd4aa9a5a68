import type { Hono } from 'hono'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'

/** Lists that nobody changes by the API here: what a fixture brings is shown as it was brought. */
export const readOnlyLists = [
  '/api/v1/agentPools',
  '/api/v1/apps/:app/credentials/keys',
  '/api/v1/idps/credentials/keys',
  '/api/v1/roles/:role/subscriptions',
] as const

export function mountReadOnlyLists(app: Hono<SimEnv>, org: OrgState): void {
  for (const path of readOnlyLists) app.get(path, (c) => c.json(org.documents.get(c.req.path) ?? []))
}
