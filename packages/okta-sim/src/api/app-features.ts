import { Hono } from 'hono'
import { notFoundError } from '../errors/okta-error.ts'
import type { SimEnv } from '../http/sim-env.ts'
import { getApp } from '../org/apps.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'

/** `/api/v1/apps/{id}/features`: what provisioning of an app does. No app of the simulated org provisions. */
export function appFeaturesApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:app/features', (c) => c.json(featuresOf(org, c.req.param('app'))))
  api.get('/:app/features/:feature', (c) => {
    const { app, feature } = c.req.param()
    const found = featuresOf(org, app).find(({ name }) => name === feature)
    if (found === undefined) throw notFoundError('ApplicationFeature', feature)
    return c.json(found)
  })
  return api
}

function featuresOf(org: OrgState, appId: string): JsonObject[] {
  const { id } = getApp(org, appId)
  return [
    {
      name: 'USER_PROVISIONING',
      status: 'DISABLED',
      description: 'User provisioning settings from Okta to a downstream application',
      capabilities: {
        create: { lifecycleCreate: { status: 'DISABLED' } },
        update: {
          profile: { status: 'DISABLED' },
          lifecycleDeactivate: { status: 'DISABLED' },
          password: { status: 'DISABLED', seed: 'RANDOM', change: 'KEEP_EXISTING' },
        },
      },
      _links: { self: { href: `${org.baseUrl}/api/v1/apps/${id}/features/USER_PROVISIONING` } },
    },
  ]
}
