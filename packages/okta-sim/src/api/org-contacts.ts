import { Hono } from 'hono'
import { notFoundError } from '../errors/okta-error.ts'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'

const kinds = ['BILLING', 'TECHNICAL']

/** `/api/v1/org/contacts`: whom Okta turns to; in the simulated org the first administrator for everything. */
export function orgContactsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const path = `${org.baseUrl}/api/v1/org/contacts`
  api.get('/', (c) => {
    return c.json(
      kinds.map((kind) => ({
        contactType: kind,
        _links: { [kind.toLowerCase()]: { href: `${path}/${kind}` } },
      })),
    )
  })
  api.get('/:kind', (c) => {
    const kind = c.req.param('kind')
    if (!kinds.includes(kind)) throw notFoundError('OrgContact', kind)
    const userId = [...org.users.values()][0]?.id ?? ''
    return c.json({ userId, _links: { user: { href: `${org.baseUrl}/api/v1/users/${userId}` } } })
  })
  return api
}
