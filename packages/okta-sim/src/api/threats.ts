import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import { asTexts } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readText } from '../org/read-field.ts'

/** `/api/v1/threats/configuration`: ThreatInsight, one configuration for the org. */
export function threatsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const created = org.clock().toISOString()
  let settings = { action: 'none', excludeZones: [] as string[], lastUpdated: created }
  const show = () => ({
    ...settings,
    created,
    _links: {
      self: { href: `${org.baseUrl}/api/v1/threats/configuration`, hints: { allow: ['GET', 'POST'] } },
    },
  })
  api.get('/configuration', (c) => c.json(show()))
  api.post('/configuration', async (c) => {
    const body = await readBody(c)
    const action = readText(body, 'action')
    if (action === undefined || !['none', 'audit', 'block'].includes(action)) {
      throw validationError('action', ['action: Expected none, audit or block'])
    }
    settings = { action, excludeZones: asTexts(body['excludeZones']), lastUpdated: org.clock().toISOString() }
    return c.json(show())
  })
  return api
}
